from datetime import timedelta

import pytest

from tests.api import Person, execute
from tests.bookings.asking import ask, book, history, occupied, seen, standing, told
from tests.bookings.changing import cancel
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, opened, ordered, payment
from tests.bookings.working import work_off
from tests.factories.desks import Desk


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
    nothing = [cleo.get(f"/v1/bookings/{10**14}"), cleo.delete(f"/v1/bookings/{10**14}")]

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


def test_the_other_side_reads_why(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))

    answer = desk.owner.post(f"/v1/bookings/{booking_id}/cancel", {"reason": "I am ill, sorry."})

    assert answer.status_code == 200, answer.text
    data = seen(ben, booking_id)
    assert (data["status"], data["reason"], data["cancelledBy"]) == ("CANCELLED", "CANCELLED", "PROVIDER")
    assert data["explanation"] == "I am ill, sorry."


@pytest.mark.parametrize("body", [None, {}])
def test_nobody_has_to_say_why(ben: Person, desk: Desk, body: object) -> None:
    booking_id = book(ben, desk, desk.at(10))

    answer = ben.post(f"/v1/bookings/{booking_id}/cancel", body)

    assert answer.status_code == 200, answer.text
    data = seen(ben, booking_id)
    assert (data["explanation"], data["cancelledBy"]) == (None, "CLIENT")
