"""/v1/payments, as Ada, Ben and Cleo see it."""

from functools import partial
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.payments import service
from tests.factories.payments import payment, row
from tests.payments.stage import Stage, tasks, work
from tests.races import at_once


def _refund(site: Stage, payment_id: int, by: int, body: Any, *, role: str = "PROVIDER") -> TestResponse:
    return site.call("POST", f"/v1/payments/{payment_id}/refund", by=by, role=role, json=body)


def _field(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]["details"][0]["field"]


def test_the_client_asks_for_the_payment_of_a_booking(site: Stage) -> None:
    owed = payment(site.people)
    made = row(owed)

    first, second = (
        site.call("POST", "/v1/payments", by=site.people.ben, json={"bookingId": made.booking_id})
        for _ in "12"
    )

    assert (first.status_code, second.json) == (200, first.json)
    assert first.json["data"] == {
        "id": owed,
        "bookingId": made.booking_id,
        "purchaseId": None,
        "seriesId": None,
        "providerId": site.people.provider,
        "clientId": site.people.ben,
        "purpose": "PAYMENT",
        "status": "CREATING",
        "amount": 45.0,
        "currency": "USD",
        "capturedAmount": 0.0,
        "refundedAmount": 0.0,
        "lostAmount": 0.0,
        "checkoutUrl": service.pay_link(owed),
        "paidAt": None,
        "createdAt": made.created_at.isoformat().replace("+00:00", "Z"),
        "updatedAt": made.updated_at.isoformat().replace("+00:00", "Z"),
        "refunds": [],
        "disputes": [],
    }


def test_nobody_else_gets_the_payment_of_a_booking(site: Stage) -> None:
    booking_id = row(payment(site.people)).booking_id

    for by in (site.people.cleo, site.people.ada):
        answer = site.call("POST", "/v1/payments", by=by, json={"bookingId": booking_id})
        assert answer.status_code == 404
    assert site.call("POST", "/v1/payments", json={"bookingId": booking_id}).status_code == 401


@pytest.mark.parametrize(
    "body", [{}, {"bookingId": 0}, {"bookingId": "1"}, {"bookingId": 2**63}, {"bookingId": 1.5}]
)
def test_a_bad_booking_id_is_named(site: Stage, body: dict[str, Any]) -> None:
    answer = site.call("POST", "/v1/payments", by=site.people.ben, json=body)

    assert _field(answer) == (400, "bookingId")


def test_client_provider_and_administrator_see_a_payment_and_no_stranger(site: Stage) -> None:
    owed = payment(site.people)
    who = site.people

    seen = {
        "ben": site.call("GET", f"/v1/payments/{owed}", by=who.ben),
        "ada": site.call("GET", f"/v1/payments/{owed}", by=who.ada, role="PROVIDER"),
        "admin": site.call("GET", f"/v1/payments/{owed}", by=who.admin, role="ADMIN"),
        "cleo": site.call("GET", f"/v1/payments/{owed}", by=who.cleo),
        "nobody": site.call("GET", f"/v1/payments/{owed}"),
    }

    statuses = {name: answer.status_code for name, answer in seen.items()}
    assert statuses == {"ben": 200, "ada": 200, "admin": 200, "cleo": 404, "nobody": 401}


def test_the_link_goes_when_there_is_nothing_to_pay_any_more(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)

    shown = site.call("GET", f"/v1/payments/{owed}", by=site.people.ben).json["data"]

    assert (shown["status"], shown["checkoutUrl"], shown["capturedAmount"]) == ("CAPTURED", None, 45.0)
    assert shown["paidAt"] is not None


def test_the_provider_gives_a_part_back_and_then_the_rest(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)

    part = _refund(site, owed, site.people.ada, {"amount": 12.34, "reason": "We began late."})
    rest = _refund(site, owed, site.people.ada, {"reason": "Ada fell ill."})
    work()

    assert (part.status_code, rest.status_code) == (202, 202)
    assert (part.json["data"]["amount"], rest.json["data"]["amount"]) == (12.34, 32.66)
    assert part.json["data"]["status"] == "OWED"
    shown = site.call("GET", f"/v1/payments/{owed}", by=site.people.ben).json["data"]
    assert (shown["status"], shown["refundedAmount"]) == ("REFUNDED", 45.0)
    assert [(one["amount"], one["status"]) for one in shown["refunds"]] == [(12.34, "DONE"), (32.66, "DONE")]


def test_only_provider_and_administrator_give_back(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)
    body = {"amount": 1, "reason": "Kindness."}
    who = site.people

    assert _refund(site, owed, who.ben, body, role="CLIENT").status_code == 403
    assert _refund(site, owed, who.cleo, body, role="PROVIDER").status_code == 404
    assert _refund(site, owed, who.ben, body, role="PROVIDER").status_code == 404  # he pays, he does not earn
    assert tasks("payments.refund") == 0
    assert _refund(site, owed, who.admin, body, role="ADMIN").status_code == 202


@pytest.mark.parametrize("amount", [45.01, 46, 99_999_999, 0, -1, 1.234, "1", True, 1e9])
def test_an_impossible_amount_is_named_and_nobody_is_asked(site: Stage, amount: Any) -> None:
    owed = payment(site.people)
    site.captured(owed)
    site.company.asked.clear()

    answer = _refund(site, owed, site.people.ada, {"amount": amount, "reason": "Sorry."})
    work()

    assert _field(answer) == (400, "amount")
    assert site.company.asked == []


@pytest.mark.parametrize(
    ("currency", "minor", "good", "bad"), [("JPY", 4500, 1500, 0.5), ("KWD", 45_000, 1.234, 1.2345)]
)
def test_a_currency_has_its_own_decimals(
    site: Stage, currency: str, minor: int, good: float, bad: float
) -> None:
    owed = payment(site.people, amount_minor=minor, currency=currency)
    site.captured(owed)

    refused = _refund(site, owed, site.people.ada, {"amount": bad, "reason": "Sorry."})
    accepted = _refund(site, owed, site.people.ada, {"amount": good, "reason": "Sorry."})

    assert _field(refused) == (400, "amount")
    assert (accepted.status_code, accepted.json["data"]["amount"]) == (202, good)


@pytest.mark.parametrize("reason", [None, "", "x" * 501])
def test_a_refund_has_a_reason(site: Stage, reason: str | None) -> None:
    owed = payment(site.people)
    site.captured(owed)
    body = {} if reason is None else {"reason": reason}

    assert _field(_refund(site, owed, site.people.ada, body)) == (400, "reason")


def test_what_was_not_taken_or_is_gone_cannot_be_given_back(site: Stage) -> None:
    unpaid, returned = payment(site.people), payment(site.people)
    site.captured(returned)
    _refund(site, returned, site.people.ada, {"reason": "All of it."})

    for number in (unpaid, returned):
        answer = _refund(site, number, site.people.ada, {"reason": "Again."})
        assert (answer.status_code, answer.json["error"]["code"]) == (409, "NOTHING_TO_REFUND")


def test_two_refunds_at_once_share_what_is_there(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)

    body = {"amount": 30, "reason": "Twice?"}
    answers = at_once(
        [
            partial(_refund, site, owed, site.people.ada, body),
            partial(_refund, site, owed, site.people.admin, body, role="ADMIN"),
        ]
    )
    work()

    assert sorted(answer.status_code for answer in answers) == [202, 400]
    assert row(owed).refunded_minor == 3000


def test_a_refund_sent_twice_under_one_key_is_one_refund(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)
    path, body = f"/v1/payments/{owed}/refund", {"amount": 10, "reason": "Once."}

    answers = [
        site.call(
            "POST", path, by=site.people.ada, role="PROVIDER", json=body, headers={"Idempotency-Key": "once"}
        )
        for _ in "12"
    ]
    work()

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json == answers[1].json
    assert row(owed).refunded_minor == 1000


def test_history_is_ones_own_on_either_side(site: Stage) -> None:
    mine = [payment(site.people) for _ in range(3)]
    site.captured(mine[0])

    def listed(by: int, query: str = "") -> list[int]:
        found = site.call("GET", f"/v1/payments/history{query}", by=by)
        assert found.status_code == 200
        return [one["id"] for one in found.json["data"]]

    assert listed(site.people.ben) == listed(site.people.ada) == mine[::-1]
    assert listed(site.people.cleo) == []
    assert listed(site.people.ben, "?status=CAPTURED") == mine[:1]
    assert listed(site.people.ben, "?size=1&page=3") == mine[:1]
    assert listed(site.people.ben, "?from=2099-01-01T00:00:00Z") == []
    assert listed(site.people.ben, "?to=2001-01-01T00:00:00%2B01:00") == []


def test_history_tells_how_many_there_are(site: Stage) -> None:
    for _ in range(3):
        payment(site.people)

    answer = site.call("GET", "/v1/payments/history?size=2", by=site.people.ben)

    assert answer.json["pagination"] == {"page": 1, "size": 2, "total": 3, "totalPages": 2}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=PAID", "status"),
        ("from=yesterday", "from"),
        ("from=2026-01-01T00:00:00", "from"),
        ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
        ("page=0", "page"),
        ("size=101", "size"),
        ("colour=red", "colour"),
    ],
)
def test_a_bad_filter_is_named(site: Stage, query: str, field: str) -> None:
    answer = site.call("GET", f"/v1/payments/history?{query}", by=site.people.ben)

    assert _field(answer) == (400, field)
