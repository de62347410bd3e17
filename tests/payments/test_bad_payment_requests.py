"""What cannot be is refused by its field's name, before anybody outside is asked."""

from typing import Any

import pytest

from tests.factories.payments import payment, row
from tests.payments.stage import Stage, work

REASON = "Sorry."


@pytest.fixture
def owed(site: Stage) -> int:
    """45 dollars that Ben has paid, 10 of which went back."""
    made = payment(site.people)
    site.captured(made)
    site.call(
        "POST",
        f"/v1/payments/{made}/refund",
        by=site.people.ada,
        role="PROVIDER",
        json={"amount": 10, "reason": REASON},
    )
    work()
    site.company.asked.clear()
    return made


def refused(answer: Any) -> tuple[int, list[str]]:
    return answer.status_code, [detail["field"] for detail in answer.json["error"]["details"]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount": 35.01}, "amount"),
        ({"amount": 45}, "amount"),
        ({"amount": 10**12}, "amount"),
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": -0.01}, "amount"),
        ({"amount": 0.001}, "amount"),
        ({"amount": 10.005}, "amount"),
        ({"amount": "10"}, "amount"),
        ({"amount": [10]}, "amount"),
        ({"amount": 10, "currency": "EUR"}, "currency"),
        ({"currency": "JPY"}, "currency"),
        ({"amount": 10, "currency": "usd"}, "currency"),
        ({"amount": 10, "currency": "DOLLARS"}, "currency"),
        ({"amount": 10, "reason": ""}, "reason"),
        ({"amount": 10, "key": "mine"}, "key"),
    ],
)
def test_a_refund_that_cannot_be_names_its_field_and_asks_nobody(
    site: Stage, owed: int, body: dict[str, Any], field: str
) -> None:
    sent = {"reason": REASON, **body}

    answer = site.call("POST", f"/v1/payments/{owed}/refund", by=site.people.ada, role="PROVIDER", json=sent)
    work()

    assert refused(answer) == (400, [field])
    assert (site.company.asked, row(owed).refunded_minor) == ([], 1000)


@pytest.mark.parametrize(
    ("who", "role", "status"),
    [("cleo", "PROVIDER", 404), ("ben", "PROVIDER", 404), ("ben", "CLIENT", 403), ("", "", 401)],
)
def test_nobody_gives_back_what_somebody_else_earned(
    site: Stage, owed: int, who: str, role: str, status: int
) -> None:
    by = getattr(site.people, who) if who else None

    answer = site.call("POST", f"/v1/payments/{owed}/refund", by=by, role=role, json={"reason": REASON})
    work()

    assert (answer.status_code, site.company.asked) == (status, [])


@pytest.mark.parametrize("number", ["1", "999999999999", "0", "-1", "abc", "9" * 30])
def test_a_payment_that_does_not_exist_is_not_found_and_nobody_is_asked(site: Stage, number: str) -> None:
    path = f"/v1/payments/{number}"

    answers = [
        site.call("GET", path, by=site.people.ben),
        site.call("POST", f"{path}/refund", by=site.people.admin, role="ADMIN", json={"reason": REASON}),
    ]

    assert ([answer.status_code for answer in answers], site.company.asked) == ([404, 404], [])


@pytest.mark.parametrize("number", [None, 0, -1, 1.5, "7", True, 2**63 - 1])
def test_a_booking_to_pay_for_has_a_number(site: Stage, number: Any) -> None:
    answer = site.call("POST", "/v1/payments", by=site.people.ben, json={"bookingId": number})

    assert (refused(answer), site.company.asked) == ((400, ["bookingId"]), [])


def test_somebody_elses_booking_cannot_be_paid_for(site: Stage) -> None:
    theirs = row(payment(site.people)).booking_id

    for who in (site.people.cleo, site.people.ada):
        answer = site.call("POST", "/v1/payments", by=who, json={"bookingId": theirs})
        assert (answer.status_code, site.company.asked) == (404, [])


def test_a_pay_link_that_is_not_ours_opens_nothing(site: Stage) -> None:
    owed = payment(site.people)

    answer = site.call("GET", f"/pay/{owed}/{'x' * 43}")

    assert (answer.status_code, site.company.asked) == (404, [])
