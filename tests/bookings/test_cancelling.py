from datetime import timedelta
from typing import Any

import pytest

from tests.api import Person, execute, join
from tests.at_once import at_once
from tests.bookings.asking import ask, book, history, occupied, seen, standing, told
from tests.bookings.passing import goes_by, hold_runs_out
from tests.bookings.paying import becomes, opened, ordered, payment, refunds
from tests.bookings.working import work_off
from tests.factories.desks import Desk, open_desk


def cancel(person: Person, booking_id: int, **headers: str) -> int:
    return person.delete(f"/v1/bookings/{booking_id}", headers=headers).status_code


def paid(ben: Person, desk: Desk, *, day: int = 3, status: str = "CAPTURED") -> int:
    """Ben has paid for ten o'clock of a day."""
    booking_id = book(ben, desk, desk.at(10, day=day))
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    if status != "AUTHORIZED":
        becomes(booking_id, status)
    return booking_id


def due(booking_id: int) -> Any:
    return execute("SELECT refund_due_minor FROM bookings WHERE id = :id", id=booking_id)


def test_a_free_booking_is_cancelled_at_once(ben: Person, cleo: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))

    assert cancel(ben, booking_id) == 204

    assert standing(ben, booking_id) == ("CANCELLED", None, "CANCELLED")
    assert occupied(booking_id) == 0
    assert told(booking_id) == ["booking_confirmed", "booking_cancelled"]
    assert standing(cleo, book(cleo, desk, desk.at(10)))[0] == "CONFIRMED"


def test_cancelling_twice_is_cancelling_once(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))

    answers = [cancel(ben, booking_id), cancel(ben, booking_id), cancel(desk.owner, booking_id)]

    assert answers == [204, 204, 204]
    assert history(booking_id) == ["requested", "confirmed", "cancelled"]


@pytest.mark.parametrize(("day", "back"), [(3, [5000]), (0, [2500])])
def test_a_client_gets_back_what_the_policy_says(ben: Person, ada: Person, day: int, back: list[int]) -> None:
    desk = open_desk(ada, price_minor=5000)
    booking_id = paid(ben, desk)
    if day == 0:  # the start comes near: 23 hours are less than the free 24
        goes_by(booking_id, desk.at(10) - desk.at(9, day=1) - timedelta(hours=10))
    execute(
        "UPDATE bookings SET start_time = now() + :span, end_time = now() + :span + interval '1 hour'"
        " WHERE id = :id",
        id=booking_id,
        span=timedelta(hours=25 if day else 23),
    )

    assert cancel(ben, booking_id) == 204

    assert refunds(booking_id) == back
    assert due(booking_id) == sum(back)
    assert standing(ben, booking_id) == ("CANCELLED", None, "CANCELLED")
    assert occupied(booking_id) == 0


def test_a_client_of_a_strict_provider_gets_nothing_back_late(ben: Person, paid_desk: Desk) -> None:
    paid_desk.is_now(cancel_free_hours=1000, cancel_late_percent=100)
    booking_id = paid(ben, paid_desk)
    paid_desk.is_now(cancel_late_percent=0)  # what counts is the policy that was seen at booking

    cancel(ben, booking_id)

    assert (refunds(booking_id), due(booking_id)) == ([], 0)
    assert standing(ben, booking_id)[0] == "CANCELLED"


@pytest.mark.parametrize("role", ["PROVIDER", "ADMIN"])
def test_who_cancels_in_the_providers_stead_gives_back_everything(
    ben: Person, paid_desk: Desk, role: str
) -> None:
    paid_desk.is_now(cancel_free_hours=1000, cancel_late_percent=100)
    booking_id = paid(ben, paid_desk)
    who = paid_desk.owner if role == "PROVIDER" else join(paid_desk.owner.app, "Root", "ADMIN")

    assert cancel(who, booking_id) == 204

    assert refunds(booking_id) == [5000]


def test_money_that_was_only_reserved_is_let_go(ben: Person, paid_desk: Desk) -> None:
    booking_id = paid(ben, paid_desk, status="AUTHORIZED")

    cancel(ben, booking_id)

    assert ordered("payments.release", booking_id) == 1
    assert refunds(booking_id) == []
    becomes(booking_id, "VOIDED")
    assert standing(ben, booking_id)[0] == "CANCELLED"
    assert seen(ben, booking_id)["attention"] is None


def test_a_share_of_reserved_money_is_given_back_once_it_is_taken(ben: Person, paid_desk: Desk) -> None:
    paid_desk.is_now(cancel_free_hours=1000, cancel_late_percent=40)
    booking_id = paid(ben, paid_desk, status="AUTHORIZED")

    cancel(ben, booking_id)
    assert (refunds(booking_id), ordered("payments.release", booking_id)) == ([], 0)
    becomes(booking_id, "CAPTURED")

    assert refunds(booking_id) == [3000]


def test_a_capture_that_beats_the_release_is_given_back(ben: Person, paid_desk: Desk) -> None:
    booking_id = paid(ben, paid_desk, status="AUTHORIZED")
    cancel(ben, booking_id)

    becomes(booking_id, "CAPTURED")

    assert refunds(booking_id) == [5000]


def test_what_was_given_back_before_is_not_given_back_again(ben: Person, paid_desk: Desk) -> None:
    booking_id = paid(ben, paid_desk)
    answer = paid_desk.owner.post(
        f"/v1/payments/{payment(booking_id)['id']}/refund", {"amount": 20, "reason": "sorry"}
    )
    assert answer.status_code < 300, answer.text

    cancel(ben, booking_id)

    assert refunds(booking_id) == [2000, 3000]


def test_a_request_in_the_queue_is_cancelled(ben: Person, desk: Desk) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]

    assert cancel(ben, booking_id) == 204

    assert standing(ben, booking_id)[0] == "CANCELLED"


def test_a_hold_nobody_began_to_pay_is_cancelled_at_once(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))

    cancel(ben, booking_id)

    assert standing(ben, booking_id) == ("CANCELLED", None, "CANCELLED")
    assert payment(booking_id)["status"] == "VOIDED"
    assert occupied(booking_id) == 0


def test_a_hold_that_may_be_paid_at_this_moment_is_voided_first(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)

    assert [cancel(ben, booking_id), cancel(ben, booking_id)] == [204, 204]

    assert standing(ben, booking_id) == ("PENDING", "CANCELLING", "CANCELLED")
    assert ordered("payments.void", booking_id) == 1
    assert occupied(booking_id) == 1
    becomes(booking_id, "VOIDED")
    assert standing(ben, booking_id) == ("CANCELLED", None, "CANCELLED")
    assert occupied(booking_id) == 0


@pytest.mark.parametrize("status", ["AUTHORIZED", "CAPTURED"])
def test_a_payment_that_beats_a_cancellation_goes_back_whole(
    ben: Person, paid_desk: Desk, status: str
) -> None:
    paid_desk.is_now(cancel_free_hours=1000, cancel_late_percent=100)
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    cancel(ben, booking_id)

    becomes(booking_id, status)

    assert due(booking_id) == 5000
    if status == "AUTHORIZED":
        assert ordered("payments.release", booking_id) == 1
        becomes(booking_id, "VOIDED")
    else:
        assert refunds(booking_id) == [5000]
    assert standing(ben, booking_id) == ("CANCELLED", None, "CANCELLED")
    assert occupied(booking_id) == 0


def test_an_expiring_hold_can_still_be_cancelled(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    hold_runs_out(booking_id)
    work_off()

    assert cancel(ben, booking_id) == 204

    becomes(booking_id, "VOIDED")
    assert standing(ben, booking_id) == ("CANCELLED", None, "CANCELLED")


def test_an_approval_that_is_awaited_can_be_cancelled(ben: Person, picky_desk: Desk) -> None:
    booking_id = book(ben, picky_desk, picky_desk.at(10))

    cancel(ben, booking_id)

    assert standing(ben, booking_id) == ("CANCELLED", None, "CANCELLED")


@pytest.mark.parametrize("span", [timedelta(days=3), timedelta(days=4)])
def test_what_has_begun_stays(ben: Person, desk: Desk, span: timedelta) -> None:
    booking_id = book(ben, desk, desk.at(0, 30) + timedelta(hours=8))
    execute(
        "UPDATE bookings SET start_time = now() - :span, end_time = now() - :span + interval '1 hour'"
        " WHERE id = :id",
        id=booking_id,
        span=span,
    )

    answer = ben.delete(f"/v1/bookings/{booking_id}")

    assert answer.status_code == 409
    assert answer.get_json()["error"]["code"] == "WRONG_STATE"


def test_what_has_ended_otherwise_stays(ben: Person, cleo: Person, paid_desk: Desk) -> None:
    expired = book(ben, paid_desk, paid_desk.at(10))
    hold_runs_out(expired)
    work_off()
    first, second = (ask(who, paid_desk, paid_desk.at(12)) for who in (ben, cleo))
    work_off()

    assert cancel(ben, expired) == 409
    assert cancel(cleo, second.get_json()["data"]["id"]) == 409
    assert cancel(ben, first.get_json()["data"]["id"]) == 204


def test_other_peoples_bookings_are_not_there(ben: Person, cleo: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))
    path = f"/v1/bookings/{booking_id}"
    before = seen(ben, booking_id)

    answers = [cleo.get(path), cleo.put(path, {"notes": "mine"}), cleo.delete(path)]
    nothing = [cleo.get(f"/v1/bookings/{2**62}"), cleo.delete(f"/v1/bookings/{2**62}")]

    assert {answer.status_code for answer in answers + nothing} == {404}
    assert {answer.get_json()["error"]["message"] for answer in answers + nothing} == {
        "There is nothing here for you."
    }
    assert seen(ben, booking_id) == before


def test_an_old_version_is_not_cancelled(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))

    assert cancel(ben, booking_id, **{"If-Match": '"1"'}) == 412
    assert cancel(ben, booking_id, **{"If-Match": "nonsense"}) == 400
    assert standing(ben, booking_id)[0] == "CONFIRMED"
    assert cancel(ben, booking_id, **{"If-Match": '"2"'}) == 204


def test_many_cancellations_at_once_owe_one_refund(ben: Person, paid_desk: Desk) -> None:
    booking_id = paid(ben, paid_desk)

    answers = at_once([lambda who=who: cancel(who, booking_id) for who in (ben, paid_desk.owner) * 4])

    assert set(answers) == {204}
    assert refunds(booking_id) == [5000]
    assert history(booking_id).count("cancelled") == 1
