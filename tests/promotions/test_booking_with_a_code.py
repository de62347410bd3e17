"""Ben books with a promo code: the price agreed is the discounted one."""

import pytest

from tests.api import Person, execute
from tests.bookings.asking import ask, book, seen, standing
from tests.bookings.changing import cancel, move
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, opened, payment
from tests.bookings.working import work_off
from tests.factories.desks import Desk, offer
from tests.promotions.codes import agreed, check, codes_of, hence, make_code, used


def test_the_discounted_price_is_agreed_and_paid(ben: Person, desk: Desk) -> None:
    code = make_code(desk, code="TENTH")

    booking_id = book(ben, desk, desk.at(10), promoCode="tenth")

    assert agreed(booking_id) == (4099, 456, True)
    assert payment(booking_id)["amount_minor"] == 4099
    data = seen(ben, booking_id)
    assert (data["amount"], data["discount"], data["paymentRequired"]) == (40.99, 4.56, True)
    assert used(desk, code) == 1


def test_nothing_left_to_pay_needs_no_payment(ben: Person, desk: Desk) -> None:
    code = make_code(desk, amount=50)

    booking_id = book(ben, desk, desk.at(10), promoCode=code["code"])

    assert standing(ben, booking_id) == ("CONFIRMED", None, None)
    assert agreed(booking_id) == (0, 4555, False)


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"active": False}, "UNKNOWN_CODE"),
        ({"validFrom": hence(hours=1)}, "NOT_YET_VALID"),
        ({"validFrom": hence(hours=-2), "validUntil": hence(hours=-1)}, "CODE_EXPIRED"),
        ({"amount": 5, "currency": "USD"}, "OTHER_CURRENCY"),
    ],
)
def test_a_code_that_takes_nothing_off_is_refused_with_its_reason(
    ben: Person, stranger: Person, desk: Desk, terms: dict[str, object], reason: str
) -> None:
    code = make_code(desk, **terms)

    answer = ask(ben, desk, desk.at(10), promoCode=code["code"])

    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["reasons"]) == (409, "PROMO_CODE_REFUSED", [reason])
    assert [detail["field"] for detail in error["details"]] == ["promoCode"]
    assert check(stranger, desk, code["code"])["reason"] == reason
    assert ben.get("/v1/bookings").get_json()["pagination"]["total"] == 0


def test_a_code_for_one_offering_is_not_for_another(ben: Person, desk: Desk) -> None:
    other = offer(desk.provider_id, price_minor=3000)
    code = make_code(desk, offeringIds=[other])

    refused = ask(ben, desk, desk.at(10), promoCode=code["code"])
    fits = ask(ben, desk, desk.at(10), promoCode=code["code"], offeringId=other)

    assert refused.get_json()["error"]["reasons"] == ["OTHER_OFFERING"]
    assert (fits.status_code, fits.get_json()["data"]["amount"]) == (202, 27.0)


def test_a_code_is_checked_before_it_is_used(ben: Person, stranger: Person, desk: Desk) -> None:
    make_code(desk, code="LOOK", percent=50, maxPerClient=1)

    said = check(stranger, desk, "look")

    assert said == {
        "usable": True,
        "reason": None,
        "message": None,
        "price": 45.55,
        "discount": 22.78,
        "discountedPrice": 22.77,
        "currency": "EUR",
    }
    book(ben, desk, desk.at(10), promoCode="LOOK")
    assert check(ben, desk, "look")["reason"] == "USED_UP_BY_YOU"
    assert check(stranger, desk, "look")["usable"] is True
    assert check(stranger, desk, "nothing-of-ours")["message"] == "The provider has no such promo code."


def test_what_is_not_there_cannot_be_checked(stranger: Person, desk: Desk) -> None:
    for provider_id, offering_id in ((desk.provider_id, 10**12), (10**12, desk.offering_id)):
        body = {"providerId": provider_id, "offeringId": offering_id, "code": "SOME"}
        assert stranger.post("/v1/promo-codes/check", body).status_code == 404


def test_the_same_key_redeems_once(ben: Person, desk: Desk) -> None:
    code = make_code(desk, maxRedemptions=1)
    headers = {"Idempotency-Key": "once"}

    first = ask(ben, desk, desk.at(10), promoCode=code["code"], headers=headers)
    again = ask(ben, desk, desk.at(10), promoCode=code["code"], headers=headers)

    assert first.get_json()["data"]["id"] == again.get_json()["data"]["id"]
    assert used(desk, code) == 1


def test_a_new_time_keeps_the_price_and_the_use(ben: Person, desk: Desk) -> None:
    code = make_code(desk, maxRedemptions=1)
    booking_id = book(ben, desk, desk.at(10), promoCode=code["code"])

    assert move(ben, booking_id, desk.at(12)).status_code == 200

    assert agreed(booking_id) == (4099, 456, True)
    assert used(desk, code) == 1


def test_a_changed_code_changes_no_booking(ada: Person, ben: Person, desk: Desk) -> None:
    code = make_code(desk)
    booking_id = book(ben, desk, desk.at(10), promoCode=code["code"])

    ada.put(f"{codes_of(desk)}/{code['id']}", {"percent": 90})
    ada.delete(f"{codes_of(desk)}/{code['id']}")

    assert agreed(booking_id) == (4099, 456, True)


def test_a_rejected_booking_gives_the_use_back(ben: Person, cleo: Person, desk: Desk) -> None:
    code = make_code(desk, maxRedemptions=1)
    answer = ask(ben, desk, desk.at(10), promoCode=code["code"])
    assert used(desk, code) == 1
    desk.opens(0, 0)  # nobody is open when the worker comes to decide
    work_off()
    assert standing(ben, answer.get_json()["data"]["id"])[0] == "REJECTED"
    desk.opens(8 * 60, 18 * 60)

    assert used(desk, code) == 0
    assert ask(cleo, desk, desk.at(10), promoCode=code["code"]).status_code == 202


def test_an_expired_hold_gives_the_use_back(ben: Person, cleo: Person, desk: Desk) -> None:
    code = make_code(desk, maxRedemptions=1)
    booking_id = book(ben, desk, desk.at(10), promoCode=code["code"])
    hold_runs_out(booking_id)
    work_off()

    assert standing(ben, booking_id)[0] == "EXPIRED"
    assert used(desk, code) == 0
    assert ask(cleo, desk, desk.at(10), promoCode=code["code"]).status_code == 202


def test_cancelling_before_payment_gives_the_use_back(ben: Person, desk: Desk) -> None:
    code = make_code(desk, maxRedemptions=1)
    booking_id = book(ben, desk, desk.at(10), promoCode=code["code"])

    assert cancel(ben, booking_id) == 204

    assert used(desk, code) == 0


def _paid(ben: Person, desk: Desk, code: dict[str, object], *, day: int) -> int:
    booking_id = book(ben, desk, desk.at(10, day=day), promoCode=code["code"])
    opened(booking_id)
    becomes(booking_id, "CAPTURED")
    assert standing(ben, booking_id)[0] == "CONFIRMED"
    return booking_id


def test_a_use_that_money_was_kept_for_stays_used(ben: Person, desk: Desk) -> None:
    code = make_code(desk)
    booking_id = _paid(ben, desk, code, day=3)
    execute("UPDATE bookings SET cancel_free_hours = 24 * 30 WHERE id = :id", id=booking_id)

    assert cancel(ben, booking_id) == 204

    assert used(desk, code) == 1


def test_a_use_whose_money_all_went_back_is_given_back(ada: Person, ben: Person, desk: Desk) -> None:
    code = make_code(desk)

    for day, person in ((3, ben), (4, ada)):
        assert cancel(person, _paid(ben, desk, code, day=day)) == 204

    assert used(desk, code) == 0
