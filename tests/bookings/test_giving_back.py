"""What a cancellation does with the money."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api import Person, execute, join
from tests.bookings.asking import book, history, occupied, seen, standing
from tests.bookings.changing import cancel
from tests.bookings.paying import becomes, opened, ordered, payment, refunds
from tests.factories.desks import Desk
from tests.races import at_once


def paid(ben: Person, desk: Desk, *, status: str = "CAPTURED") -> int:
    """Ben has paid for ten o'clock."""
    booking_id = book(ben, desk, desk.at(10))
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    if status != "AUTHORIZED":
        becomes(booking_id, status)
    return booking_id


def due(booking_id: int) -> Any:
    return execute("SELECT refund_due_minor FROM bookings WHERE id = :id", id=booking_id)


@pytest.mark.parametrize(("hours", "back"), [(25, 5000), (23, 2500)])
def test_a_client_gets_back_what_the_policy_says(ben: Person, paid_desk: Desk, hours: int, back: int) -> None:
    booking_id = paid(ben, paid_desk)
    execute(
        "UPDATE bookings SET start_time = now() + :ahead, end_time = now() + :ahead + interval '1 hour'"
        " WHERE id = :id",
        id=booking_id,
        ahead=timedelta(hours=hours),
    )

    assert cancel(ben, booking_id) == 204

    assert (refunds(booking_id), due(booking_id)) == ([back], back)
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


def test_many_cancellations_at_once_owe_one_refund(ben: Person, paid_desk: Desk) -> None:
    booking_id = paid(ben, paid_desk)

    answers = at_once([lambda who=who: cancel(who, booking_id) for who in (ben, paid_desk.owner) * 4])

    assert set(answers) == {204}
    assert refunds(booking_id) == [5000]
    assert history(booking_id).count("cancelled") == 1
