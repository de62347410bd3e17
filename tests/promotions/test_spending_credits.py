"""A booking that a package pays for spends one credit, exactly one, and gives it back by the policy."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.api import Person, execute, join, refused_fields
from tests.bookings.asking import ask, book, seen, standing
from tests.bookings.changing import cancel, move
from tests.bookings.working import work_off
from tests.factories.desks import Desk, offer
from tests.promotions.bundles import becomes, bought_and_paid, buy, by_package, expires, left, sell
from tests.promotions.codes import agreed, make_code
from tests.races import at_once


def test_a_credit_pays_for_a_booking(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)

    booking_id = book(ben, desk, desk.at(10), **by_package(bought))

    assert standing(ben, booking_id) == ("CONFIRMED", None, None)
    assert agreed(booking_id) == (0, 0, False)
    assert seen(ben, booking_id)["packagePurchaseId"] == bought["id"]
    assert left(ben, bought) == ("ACTIVE", 4)


def test_of_twenty_bookings_at_once_five_are_paid_by_five_credits(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    starts = [desk.at(8 + n % 10, day=3 + n // 10) for n in range(20)]

    answers = at_once([lambda start=start: ask(ben, desk, start, **by_package(bought)) for start in starts])
    work_off()

    assert sorted(answer.status_code for answer in answers) == [202] * 5 + [409] * 15
    reasons = {tuple(a.get_json()["error"]["reasons"]) for a in answers if a.status_code == 409}
    assert reasons == {("NO_CREDITS_LEFT",)}
    confirmed = execute(
        "SELECT count(*) FROM bookings WHERE package_purchase_id = :id AND status = 'CONFIRMED'",
        id=bought["id"],
    )
    assert (confirmed, left(ben, bought)) == (5, ("ACTIVE", 0))


def test_a_refund_and_a_booking_at_once_never_both_succeed(ada: Person, ben: Person, desk: Desk) -> None:
    for day in range(3, 9):
        bought = bought_and_paid(ben, desk)
        path, start = f"/v1/package-purchases/{bought['id']}/refund", desk.at(10, day=day)

        refund, booking = at_once(
            [
                lambda path=path: ada.post(path, {"reason": "race"}),
                lambda start=start, bought=bought: ask(ben, desk, start, **by_package(bought)),
            ]
        )

        assert sorted([refund.status_code, booking.status_code]) == [202, 409]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("unpaid", "NOT_PAID"),
        ("closed", "NOT_PAID"),
        ("refunded", "REFUNDED"),
        ("expired", "PACKAGE_EXPIRED"),
        ("somebody else's", "UNKNOWN_PURCHASE"),
        ("nobody's", "UNKNOWN_PURCHASE"),
    ],
)
def test_what_cannot_pay_is_refused_with_its_reason(
    app: Flask, ben: Person, desk: Desk, wrong: str, reason: str
) -> None:
    bought = buy(join(app, "Other", "CLIENT") if wrong == "somebody else's" else ben, sell(desk))
    if wrong != "unpaid":
        becomes(bought, {"closed": "VOIDED", "refunded": "REFUNDED"}.get(wrong, "CAPTURED"))
    if wrong == "expired":
        expires(bought)
    if wrong == "nobody's":
        bought = {"id": 10**12}

    answer = ask(ben, desk, desk.at(10), **by_package(bought))

    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["reasons"]) == (409, "PACKAGE_REFUSED", [reason])
    assert [detail["field"] for detail in error["details"]] == ["packagePurchaseId"]


def test_a_package_is_for_its_offering(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    other = offer(desk.provider_id, price_minor=3000)

    answer = ask(ben, desk, desk.at(10), offeringId=other, **by_package(bought))

    assert answer.get_json()["error"]["reasons"] == ["OTHER_OFFERING"]


def test_half_a_wish_is_named(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    code = make_code(desk)["code"]

    for body, field in (
        ({"payWith": "PACKAGE"}, "packagePurchaseId"),
        ({"packagePurchaseId": bought["id"]}, "packagePurchaseId"),
        ({**by_package(bought), "promoCode": code}, "promoCode"),
        ({**by_package(bought), "payWith": "KINDNESS"}, "payWith"),
    ):
        assert field in refused_fields(ask(ben, desk, desk.at(10), **body))


def test_a_rejected_booking_gives_its_credit_back(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    ask(ben, desk, desk.at(10), **by_package(bought))
    assert left(ben, bought) == ("ACTIVE", 4)
    desk.opens(0, 0)
    work_off()

    assert left(ben, bought) == ("ACTIVE", 5)


def test_a_declined_booking_gives_its_credit_back(ada: Person, ben: Person, desk: Desk) -> None:
    desk.offers(needs_approval=True)
    bought = bought_and_paid(ben, desk)
    booking_id = book(ben, desk, desk.at(10), **by_package(bought))
    assert standing(ben, booking_id)[1] == "APPROVAL"

    ada.post(f"/v1/bookings/{booking_id}/decline")

    assert left(ben, bought) == ("ACTIVE", 5)


def test_cancelling_in_time_gives_the_credit_back(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    booking_id = book(ben, desk, desk.at(10), **by_package(bought))

    assert cancel(ben, booking_id) == 204

    assert left(ben, bought) == ("ACTIVE", 5)


def test_cancelling_late_keeps_the_credit(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    booking_id = book(ben, desk, desk.at(10), **by_package(bought))
    _late(booking_id)

    assert cancel(ben, booking_id) == 204

    assert left(ben, bought) == ("ACTIVE", 4)


def test_a_provider_who_cancels_gives_the_credit_back(ada: Person, ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    booking_id = book(ben, desk, desk.at(10), **by_package(bought))
    _late(booking_id)

    assert cancel(ada, booking_id) == 204

    assert left(ben, bought) == ("ACTIVE", 5)


def test_where_late_costs_nothing_the_credit_comes_back(ben: Person, desk: Desk) -> None:
    desk.is_now(cancel_late_percent=0)
    bought = bought_and_paid(ben, desk)
    booking_id = book(ben, desk, desk.at(10), **by_package(bought))
    _late(booking_id)

    assert cancel(ben, booking_id) == 204

    assert left(ben, bought) == ("ACTIVE", 5)


def test_a_new_time_spends_no_second_credit(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk)
    booking_id = book(ben, desk, desk.at(10), **by_package(bought))

    assert move(ben, booking_id, desk.at(12)).status_code == 200

    assert left(ben, bought) == ("ACTIVE", 4)


def test_the_same_key_spends_one_credit(ben: Person, desk: Desk) -> None:
    bought = bought_and_paid(ben, desk, credits=1)
    headers = {"Idempotency-Key": "spend"}

    first = ask(ben, desk, desk.at(10), headers=headers, **by_package(bought))
    again = ask(ben, desk, desk.at(10), headers=headers, **by_package(bought))

    assert first.get_json()["data"]["id"] == again.get_json()["data"]["id"]
    assert left(ben, bought) == ("ACTIVE", 0)


def _late(booking_id: int) -> None:
    span = timedelta(days=30) // timedelta(hours=1)
    execute("UPDATE bookings SET cancel_free_hours = :span WHERE id = :id", id=booking_id, span=span)
