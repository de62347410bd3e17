from datetime import timedelta

from tests.api import Person
from tests.bookings.asking import ask, book, history, occupied, owed, seen, standing, told
from tests.bookings.passing import goes_by, hold_runs_out
from tests.bookings.paying import becomes, heard_again, opened, ordered, payment
from tests.bookings.working import work_off
from tests.factories.desks import Desk


def test_a_payment_in_time_confirms(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)

    becomes(booking_id, "AUTHORIZED")

    data = seen(ben, booking_id)
    assert (data["status"], data["step"], data["holdExpiresAt"]) == ("CONFIRMED", None, None)
    assert (data["paymentRequired"], data["paymentUrl"]) == (False, None)
    assert ordered("payments.capture", booking_id) == 1
    assert told(booking_id) == ["booking_confirmed"]
    assert len(owed("bookings.complete", booking_id)) == 1


def test_news_that_come_twice_change_nothing(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    before = history(booking_id)

    heard_again(booking_id)
    becomes(booking_id, "CAPTURED")
    heard_again(booking_id)

    assert history(booking_id) == before
    assert told(booking_id) == ["booking_confirmed"]


def test_a_hold_that_nobody_began_to_pay_is_let_go(ben: Person, cleo: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    hold_runs_out(booking_id)

    work_off()

    assert standing(ben, booking_id) == ("EXPIRED", None, "NOT_PAID")
    assert payment(booking_id)["status"] == "VOIDED"
    assert occupied(booking_id) == 0
    assert told(booking_id) == ["booking_expired"]
    data = seen(ben, booking_id)
    assert (data["paymentRequired"], data["paymentUrl"], data["holdExpiresAt"]) == (False, None, None)
    assert standing(cleo, book(cleo, paid_desk, paid_desk.at(10)))[:2] == ("PENDING", "HELD")


def test_a_hold_that_somebody_may_be_paying_is_freed_only_after_the_void(
    ben: Person, cleo: Person, paid_desk: Desk
) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    hold_runs_out(booking_id)

    work_off()

    assert standing(ben, booking_id)[:2] == ("PENDING", "EXPIRING")
    assert seen(ben, booking_id)["paymentUrl"] is None
    assert ordered("payments.void", booking_id) == 1
    assert ask(cleo, paid_desk, paid_desk.at(10)).status_code == 409
    becomes(booking_id, "VOIDED")
    assert standing(ben, booking_id) == ("EXPIRED", None, "NOT_PAID")
    assert occupied(booking_id) == 0
    assert ask(cleo, paid_desk, paid_desk.at(10)).status_code == 202


def test_a_payment_that_beats_the_void_confirms(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    hold_runs_out(booking_id)
    work_off()

    becomes(booking_id, "AUTHORIZED")

    assert standing(ben, booking_id) == ("CONFIRMED", None, None)
    assert occupied(booking_id) == 1
    assert ordered("payments.capture", booking_id) == 1


def test_a_booking_that_is_paid_does_not_expire(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    becomes(booking_id, "CAPTURED")
    hold_runs_out(booking_id)

    work_off()

    assert standing(ben, booking_id)[0] == "CONFIRMED"


def test_a_hold_does_not_expire_before_its_time(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))

    work_off()

    assert standing(ben, booking_id)[:2] == ("PENDING", "HELD")
    assert len(owed("bookings.expire_hold", booking_id)) == 1


def test_a_payment_that_failed_can_be_tried_again(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    first = payment(booking_id)["id"]

    becomes(booking_id, "FAILED")

    second = payment(booking_id)
    assert second["id"] != first
    assert (second["status"], second["amount_minor"]) == ("CREATING", 5000)
    data = seen(ben, booking_id)
    assert data["step"] == "HELD"
    assert f"/pay/{second['id']}/" in data["paymentUrl"]
    becomes(booking_id, "AUTHORIZED")
    assert standing(ben, booking_id)[0] == "CONFIRMED"


def test_a_failure_that_is_told_twice_gives_one_new_try(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    first = payment(booking_id)["id"]
    becomes(booking_id, "FAILED")
    before = history(booking_id)

    heard_again(booking_id, first)

    assert history(booking_id) == before
    assert standing(ben, booking_id)[:2] == ("PENDING", "HELD")


def test_a_failure_while_expiring_ends_the_booking(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    hold_runs_out(booking_id)
    work_off()

    becomes(booking_id, "FAILED")

    assert standing(ben, booking_id) == ("EXPIRED", None, "NOT_PAID")


def test_money_that_was_let_go_once_all_is_over_is_a_case_for_a_person(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    goes_by(booking_id, timedelta(days=3))

    becomes(booking_id, "VOIDED")

    data = seen(ben, booking_id)
    assert (data["status"], data["attention"]) == ("CONFIRMED", "PAYMENT_LOST")
    assert occupied(booking_id) == 1
