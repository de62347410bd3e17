from datetime import datetime, timedelta

import pytest

from tests.api import Person
from tests.bookings.asking import ask, book, history, occupied, seen, standing, told
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, heard_again, opened, ordered, payment, refunds
from tests.bookings.working import work_off
from tests.factories.desks import Desk, open_desk


@pytest.fixture
def waiting(ben: Person, picky_desk: Desk) -> int:
    """Ben waits for Ada's word."""
    return book(ben, picky_desk, picky_desk.at(10))


@pytest.fixture
def paid(ben: Person, ada: Person) -> int:
    """Ben's money is reserved, and he waits for Ada's word."""
    desk = open_desk(ada, needs_approval=True, price_minor=5000)
    booking_id = book(ben, desk, desk.at(10))
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    return booking_id


def test_the_provider_confirms(ada: Person, ben: Person, waiting: int) -> None:
    answer = ada.post(f"/v1/bookings/{waiting}/confirm")

    assert answer.status_code == 200, answer.text
    assert answer.get_json()["data"]["status"] == "CONFIRMED"
    assert answer.headers["ETag"] == '"3"'
    assert standing(ben, waiting) == ("CONFIRMED", None, None)
    assert told(waiting) == ["booking_requested", "booking_confirmed"]


def test_confirming_twice_is_confirming_once(ada: Person, waiting: int) -> None:
    first = ada.post(f"/v1/bookings/{waiting}/confirm")
    again = ada.post(f"/v1/bookings/{waiting}/confirm")

    assert (first.status_code, again.status_code) == (200, 200)
    assert history(waiting) == ["requested", "approval", "confirmed"]


def test_the_provider_declines_and_says_why(ada: Person, ben: Person, waiting: int) -> None:
    answer = ada.post(f"/v1/bookings/{waiting}/decline", {"reason": "I am ill."})

    assert answer.status_code == 200, answer.text
    data = seen(ben, waiting)
    assert (data["status"], data["reason"], data["explanation"]) == ("REJECTED", "DECLINED", "I am ill.")
    assert occupied(waiting) == 0
    assert told(waiting) == ["booking_requested", "booking_declined"]


@pytest.mark.parametrize("body", [None, {}])
def test_the_provider_need_not_say_why(ada: Person, ben: Person, waiting: int, body: object) -> None:
    answer = ada.post(f"/v1/bookings/{waiting}/decline", body)

    assert answer.status_code == 200, answer.text
    assert standing(ben, waiting) == ("REJECTED", None, "DECLINED")


def test_no_answer_in_time_lets_the_time_go(ben: Person, waiting: int) -> None:
    hold_runs_out(waiting)

    work_off()

    assert standing(ben, waiting) == ("EXPIRED", None, "NOT_ANSWERED")
    assert occupied(waiting) == 0


def test_the_deadline_is_a_day_and_never_after_the_start(ben: Person, picky_desk: Desk) -> None:
    picky_desk.opens(0, 1440)
    soon = datetime.now(picky_desk.at().tzinfo) + timedelta(hours=3)
    soon -= timedelta(minutes=soon.minute % 30, seconds=soon.second, microseconds=soon.microsecond)

    near = seen(ben, book(ben, picky_desk, soon))
    far = seen(ben, book(ben, picky_desk, picky_desk.at(10)))

    assert near["holdExpiresAt"] == near["startTime"]
    left = datetime.fromisoformat(far["holdExpiresAt"]) - datetime.fromisoformat(far["createdAt"])
    assert timedelta(hours=24) <= left < timedelta(hours=24, minutes=1)


def test_a_paid_booking_waits_for_the_providers_word(ada: Person, ben: Person, paid: int) -> None:
    assert standing(ben, paid) == ("PENDING", "APPROVAL", None)
    assert seen(ben, paid)["paymentRequired"] is False
    assert ordered("payments.capture", paid) == 0
    assert told(paid) == ["booking_requested"]

    ada.post(f"/v1/bookings/{paid}/confirm")

    assert standing(ben, paid)[0] == "CONFIRMED"
    assert ordered("payments.capture", paid) == 1


def test_declining_lets_the_money_go_first(ada: Person, ben: Person, paid: int) -> None:
    answer = ada.post(f"/v1/bookings/{paid}/decline")

    assert answer.status_code == 200
    assert standing(ben, paid) == ("PENDING", "CANCELLING", "DECLINED")
    assert ordered("payments.release", paid) == 1
    assert occupied(paid) == 1
    becomes(paid, "VOIDED")
    assert standing(ben, paid) == ("REJECTED", None, "DECLINED")
    assert occupied(paid) == 0


def test_declining_again_while_the_money_goes_is_harmless(ada: Person, paid: int) -> None:
    ada.post(f"/v1/bookings/{paid}/decline")
    before = history(paid)

    again = ada.post(f"/v1/bookings/{paid}/decline")

    assert again.status_code == 200, again.text
    assert history(paid) == before


def test_confirming_while_the_money_goes_is_refused(ada: Person, paid: int) -> None:
    ada.post(f"/v1/bookings/{paid}/decline")

    assert ada.post(f"/v1/bookings/{paid}/confirm").status_code == 409


def test_no_answer_in_time_lets_the_money_go(ben: Person, paid: int) -> None:
    hold_runs_out(paid)
    work_off()
    assert standing(ben, paid)[:2] == ("PENDING", "CANCELLING")

    becomes(paid, "VOIDED")

    assert standing(ben, paid) == ("EXPIRED", None, "NOT_ANSWERED")


def test_money_that_was_taken_already_is_given_back_when_declined(
    ada: Person, ben: Person, paid: int
) -> None:
    becomes(paid, "CAPTURED")

    ada.post(f"/v1/bookings/{paid}/decline")

    assert refunds(paid) == [5000]
    assert standing(ben, paid) == ("REJECTED", None, "DECLINED")
    assert occupied(paid) == 0


def test_money_that_is_taken_while_declining_is_given_back(ada: Person, ben: Person, paid: int) -> None:
    ada.post(f"/v1/bookings/{paid}/decline")

    becomes(paid, "CAPTURED")

    assert refunds(paid) == [5000]
    assert standing(ben, paid) == ("REJECTED", None, "DECLINED")


def test_an_authorisation_that_lapses_ends_the_booking(ada: Person, ben: Person, paid: int) -> None:
    becomes(paid, "VOIDED")

    assert standing(ben, paid) == ("CANCELLED", None, "PAYMENT_LAPSED")
    assert occupied(paid) == 0
    assert payment(paid)["status"] == "VOIDED"
    assert ada.post(f"/v1/bookings/{paid}/confirm").status_code == 409


@pytest.mark.parametrize("word", ["confirm", "decline"])
def test_only_a_booking_that_waits_can_be_answered(ada: Person, ben: Person, desk: Desk, word: str) -> None:
    requested = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]

    answer = ada.post(f"/v1/bookings/{requested}/{word}")

    assert answer.status_code == 409
    assert answer.get_json()["error"]["code"] == "WRONG_STATE"


@pytest.mark.parametrize("word", ["confirm", "decline"])
def test_the_word_is_the_providers_alone(
    ada: Person, ben: Person, cleo: Person, waiting: int, word: str
) -> None:
    path = f"/v1/bookings/{waiting}/{word}"

    assert ben.post(path).status_code == 403
    assert cleo.post(path).status_code == 404
    assert ada.post(f"/v1/bookings/{10**14}/{word}").status_code == 404
    assert standing(ben, waiting)[:2] == ("PENDING", "APPROVAL")


def test_an_answer_to_an_old_version_is_refused(ada: Person, waiting: int) -> None:
    old = ada.post(f"/v1/bookings/{waiting}/confirm", headers={"If-Match": '"1"'})
    current = ada.post(f"/v1/bookings/{waiting}/confirm", headers={"If-Match": '"2"'})

    assert (old.status_code, current.status_code) == (412, 200)


def test_the_death_of_an_earlier_try_does_not_end_the_later_one(ben: Person, ada: Person) -> None:
    desk = open_desk(ada, needs_approval=True, price_minor=5000)
    booking_id = book(ben, desk, desk.at(10))
    opened(booking_id)
    first = payment(booking_id)["id"]
    becomes(booking_id, "FAILED")
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")

    heard_again(booking_id, first)

    assert standing(ben, booking_id) == ("PENDING", "APPROVAL", None)
    assert occupied(booking_id) == 1
