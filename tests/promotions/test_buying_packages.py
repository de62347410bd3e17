"""Ben buys a package; its credits are his when the money is taken, and until its months are over."""

from datetime import UTC, datetime, timedelta

import pytest

from app.db.session import transaction
from app.promotions.rules import months_later
from app.promotions.service.purchases import close_unpaid
from tests.api import Person, execute
from tests.bookings.asking import book
from tests.factories.desks import Desk
from tests.promotions.bundles import (
    Owed,
    becomes,
    bought_and_paid,
    buy,
    by_package,
    expires,
    held,
    left,
    packages_of,
    sell,
)

MINE = "/v1/users/me/packages"


def test_credits_are_there_once_the_money_is_taken(ben: Person, desk: Desk) -> None:
    bought = buy(ben, sell(desk))
    assert (bought["status"], bought["creditsLeft"], bought["price"]) == ("UNPAID", 0, 200.0)
    assert "/pay/" in bought["paymentUrl"]

    becomes(bought, "AUTHORIZED")
    assert left(ben, bought) == ("UNPAID", 0)
    assert Owed("payments.capture").of(bought) == 1
    becomes(bought, "CAPTURED")

    assert left(ben, bought) == ("ACTIVE", 5)
    assert held(ben, bought)["paymentUrl"] is None
    left_over = datetime.fromisoformat(held(ben, bought)["expiresAt"]) - datetime.now(UTC)
    assert timedelta(days=364) < left_over <= timedelta(days=366)


def test_the_terms_are_those_of_the_purchase(ada: Person, ben: Person, desk: Desk) -> None:
    package_id = sell(desk)
    bought = buy(ben, package_id)

    ada.put(f"{packages_of(desk)}/{package_id}", {"credits": 3, "price": 300, "validMonths": 1})
    becomes(bought, "CAPTURED")

    assert left(ben, bought) == ("ACTIVE", 5)
    assert held(ben, bought)["price"] == 200.0


def test_the_payment_is_seen_by_both_sides(ada: Person, ben: Person, cleo: Person, desk: Desk) -> None:
    bought = buy(ben, sell(desk))
    path = f"/v1/payments/{bought['paymentId']}"

    for person in (ada, ben):
        shown = person.get(path).get_json()["data"]
        assert (shown["bookingId"], shown["purchaseId"], shown["amount"]) == (None, bought["id"], 200.0)
        assert person.get("/v1/payments/history").status_code == 200
    assert cleo.get(path).status_code == 404


def test_a_repeat_with_the_same_key_buys_once(ben: Person, desk: Desk) -> None:
    package_id = sell(desk)

    first = buy(ben, package_id, **{"Idempotency-Key": "once"})
    again = buy(ben, package_id, **{"Idempotency-Key": "once"})

    assert first["id"] == again["id"]
    assert ben.get(MINE).get_json()["pagination"]["total"] == 1


def test_one_sees_what_is_one_s_own(ada: Person, ben: Person, cleo: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    book(ben, desk, desk.at(10), **by_package(bought))

    [mine] = ben.get(MINE).get_json()["data"]
    [sold] = ada.get(f"/v1/providers/{desk.provider_id}/package-purchases").get_json()["data"]

    assert mine == sold == held(ada, bought)
    assert (mine["creditsSpent"], mine["creditsLeft"]) == (1, 4)
    assert cleo.get(MINE).get_json()["data"] == []
    assert cleo.get(f"/v1/package-purchases/{bought['id']}").status_code == 404


def test_what_nobody_offers_cannot_be_bought(ben: Person, desk: Desk) -> None:
    package_id = sell(desk)
    desk.offers(active=False)

    assert ben.post(f"/v1/packages/{package_id}/purchases").status_code == 404
    assert ben.post(f"/v1/packages/{10**12}/purchases").status_code == 404


@pytest.mark.parametrize("status", ["FAILED", "VOIDED"])
def test_a_payment_that_came_to_nothing_closes_the_purchase(ben: Person, desk: Desk, status: str) -> None:
    bought = buy(ben, sell(desk))

    becomes(bought, status)

    assert left(ben, bought) == ("CLOSED", 0)
    assert held(ben, bought)["paymentUrl"] is None


def test_a_purchase_that_nobody_paid_is_closed_after_a_day(ben: Person, desk: Desk) -> None:
    bought = buy(ben, sell(desk))
    assert Owed("promotions.close_unpaid").of(bought) == 1

    for _ in range(2):
        with transaction() as session:
            close_unpaid(session, bought["id"])

    assert left(ben, bought) == ("CLOSED", 0)


def test_a_checkout_that_is_open_is_closed_at_the_company_first(ben: Person, desk: Desk) -> None:
    bought = buy(ben, sell(desk))
    becomes(bought, "OPEN")

    with transaction() as session:
        close_unpaid(session, bought["id"])

    assert left(ben, bought) == ("UNPAID", 0)
    assert Owed("payments.void").of(bought) == 1


def test_what_is_paid_is_never_closed(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)

    with transaction() as session:
        close_unpaid(session, bought["id"])

    assert left(ben, bought) == ("ACTIVE", 5)


def test_the_same_news_twice_changes_nothing(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    until = held(ben, bought)["expiresAt"]

    becomes(bought, "CAPTURED")

    assert held(ben, bought)["expiresAt"] == until


def test_after_its_months_nothing_is_left(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)

    expires(bought)

    assert left(ben, bought) == ("EXPIRED", 0)


def test_an_unused_purchase_is_paid_back_whole(ada: Person, ben: Person, cleo: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    path = f"/v1/package-purchases/{bought['id']}/refund"
    assert cleo.post(path, {"reason": "mine"}).status_code == 404
    assert ben.post(path, {"reason": "please"}).status_code == 403

    answer = ada.post(path, {"reason": "moving away"})

    assert answer.status_code == 202
    data = answer.get_json()["data"]
    assert (data["status"], data["creditsLeft"]) == ("REFUNDED", 0)
    assert _refunds(bought) == [20000]
    again = ada.post(path, {"reason": "moving away"})
    assert (again.status_code, again.get_json()["error"]["code"]) == (409, "PACKAGE_NOT_PAID")
    assert _refunds(bought) == [20000]


def test_a_used_purchase_is_not_paid_back_whole(ada: Person, ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    book(ben, desk, desk.at(10), **by_package(bought))

    answer = ada.post(f"/v1/package-purchases/{bought['id']}/refund", {"reason": "no"})

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "PACKAGE_USED")
    assert left(ben, bought) == ("ACTIVE", 4)


def test_what_was_not_paid_cannot_be_paid_back(ada: Person, ben: Person, desk: Desk) -> None:
    bought = buy(ben, sell(desk))

    answer = ada.post(f"/v1/package-purchases/{bought['id']}/refund", {"reason": "no"})

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "PACKAGE_NOT_PAID")


def test_money_that_went_back_otherwise_takes_the_credits_with_it(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)

    becomes(bought, "REFUNDED")

    assert left(ben, bought) == ("REFUNDED", 0)


@pytest.mark.parametrize(
    ("bought", "months", "until"),
    [
        ((2026, 11, 22), 12, (2027, 11, 22)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2027, 12, 31), 2, (2028, 2, 29)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
    ],
)
def test_months_end_on_the_same_day(
    bought: tuple[int, int, int], months: int, until: tuple[int, int, int]
) -> None:
    assert months_later(datetime(*bought, 9, 30, tzinfo=UTC), months) == datetime(*until, 9, 30, tzinfo=UTC)


def _refunds(bought: dict[str, object]) -> list[int]:
    amounts = execute(
        "SELECT coalesce(json_agg(amount_minor), '[]') FROM refunds WHERE payment_id = :id",
        id=bought["paymentId"],
    )
    return list(amounts)


def test_where_no_money_can_go_back_the_credits_stay(ada: Person, ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    execute("UPDATE payments SET attention = 'REFUND_FAILED' WHERE id = :id", id=bought["paymentId"])

    answer = ada.post(f"/v1/package-purchases/{bought['id']}/refund", {"reason": "moving away"})

    assert answer.status_code == 409
    assert left(ben, bought) == ("ACTIVE", 5)
