from datetime import datetime, timedelta

import pytest

from tests.api import Person, execute, refused_fields
from tests.availability.slots.looking import look, starts
from tests.bookings.asking import ask, book, history, owed, seen, standing, told
from tests.bookings.changing import move
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, opened
from tests.bookings.working import work_off
from tests.factories.desks import Desk


def stretch(booking_id: int) -> tuple[datetime, datetime]:
    found = execute(
        "SELECT json_build_array(lower(during), upper(during)) FROM occupancies WHERE booking_id = :id",
        id=booking_id,
    )
    return datetime.fromisoformat(found[0]), datetime.fromisoformat(found[1])


@pytest.fixture
def booking(ben: Person, desk: Desk) -> int:
    """Ben's ten o'clock."""
    return book(ben, desk, desk.at(10))


@pytest.mark.parametrize("who", ["client", "provider"])
def test_either_side_moves_a_booking(ben: Person, cleo: Person, desk: Desk, booking: int, who: str) -> None:
    answer = move(ben if who == "client" else desk.owner, booking, desk.at(14))

    assert answer.status_code == 200, answer.text
    data = seen(ben, booking)
    assert data["startTime"] == desk.at(14).isoformat().replace("+00:00", "Z")
    assert data["endTime"] == desk.at(15).isoformat().replace("+00:00", "Z")
    assert (data["version"], answer.headers["ETag"]) == (3, '"3"')
    assert stretch(booking) == (desk.at(14), desk.at(15))
    assert told(booking) == ["booking_confirmed", "booking_moved"]
    assert history(booking)[-1] == "moved"
    assert standing(cleo, book(cleo, desk, desk.at(10)))[0] == "CONFIRMED"


@pytest.mark.parametrize("minutes", [-30, 30])
def test_a_booking_may_move_into_its_own_time(ben: Person, desk: Desk, booking: int, minutes: int) -> None:
    start = desk.at(10) + timedelta(minutes=minutes)

    assert move(ben, booking, start).status_code == 200
    assert stretch(booking) == (start, start + timedelta(hours=1))


def test_a_booking_may_move_into_its_own_time_after_its_offering_has_changed(
    ben: Person, desk: Desk, booking: int
) -> None:
    desk.offers(buffer_before_minutes=15, buffer_after_minutes=15, duration_minutes=30)

    answer = move(ben, booking, desk.at(10, 30))

    assert answer.status_code == 200, answer.text
    assert seen(ben, booking)["endTime"] == desk.at(11, 30).isoformat().replace("+00:00", "Z")
    assert stretch(booking) == (desk.at(10, 15), desk.at(11, 45))


def test_a_move_to_a_taken_time_keeps_the_old_one(
    ben: Person, cleo: Person, desk: Desk, booking: int
) -> None:
    book(cleo, desk, desk.at(14))
    before = seen(ben, booking)

    answer = move(ben, booking, desk.at(13, 30))

    assert answer.status_code == 409
    error = answer.get_json()["error"]
    assert (error["code"], error["reasons"]) == ("SLOT_TAKEN", ["TAKEN"])
    assert len(error["nearestSlots"]) == 3
    assert seen(ben, booking) == before
    assert stretch(booking) == (desk.at(10), desk.at(11))


@pytest.mark.parametrize("when", [(7, 0, 3), (17, 30, 3), (10, 10, 3), (10, 0, 100), (10, 0, -2)])
def test_a_move_to_a_time_that_is_not_offered_is_refused(
    ben: Person, desk: Desk, booking: int, when: tuple[int, int, int]
) -> None:
    hour, minute, day = when

    answer = move(ben, booking, desk.at(hour, minute, day=day))

    assert refused_fields(answer) == {"startTime"}
    assert stretch(booking) == (desk.at(10), desk.at(11))


def test_a_move_within_a_second_is_refused(ben: Person, desk: Desk, booking: int) -> None:
    answer = move(ben, booking, desk.at(14) + timedelta(microseconds=1))

    assert refused_fields(answer) == {"startTime"}


def test_a_move_to_ones_own_open_request_is_refused(ben: Person, desk: Desk, booking: int) -> None:
    ask(ben, desk, desk.at(14))

    answer = move(ben, booking, desk.at(14))

    assert answer.status_code == 409, answer.text
    assert answer.get_json()["error"]["code"] == "ALREADY_REQUESTED"
    assert stretch(booking) == (desk.at(10), desk.at(11))


def test_a_hold_moves_and_keeps_its_deadline(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    hold = seen(ben, booking_id)["holdExpiresAt"]

    assert move(ben, booking_id, paid_desk.at(14)).status_code == 200

    assert seen(ben, booking_id)["holdExpiresAt"] == hold
    assert execute("SELECT kind FROM occupancies WHERE booking_id = :id", id=booking_id) == "hold"
    assert told(booking_id) == []
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    assert standing(ben, booking_id)[0] == "CONFIRMED"
    assert stretch(booking_id) == (paid_desk.at(14), paid_desk.at(15))


def test_the_provider_answers_before_the_new_start(ben: Person, picky_desk: Desk) -> None:
    picky_desk.opens(0, 1440)
    booking_id = book(ben, picky_desk, picky_desk.at(10))
    soon = _next_start(picky_desk)

    assert move(ben, booking_id, soon).status_code == 200

    assert seen(ben, booking_id)["holdExpiresAt"] == seen(ben, booking_id)["startTime"]
    assert len(owed("bookings.expire_hold", booking_id)) == 2


def _next_start(desk: Desk) -> datetime:
    """A start of the next hours that lies on the grid."""
    now = datetime.now(desk.at().tzinfo)
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)


def test_what_is_being_let_go_does_not_move(ben: Person, paid_desk: Desk) -> None:
    expiring, cancelling = (book(ben, paid_desk, paid_desk.at(hour)) for hour in (10, 12))
    for booking_id in (expiring, cancelling):
        opened(booking_id)
    hold_runs_out(expiring)
    work_off()
    ben.delete(f"/v1/bookings/{cancelling}")

    answers = [move(ben, booking_id, paid_desk.at(15)) for booking_id in (expiring, cancelling)]

    assert [answer.status_code for answer in answers] == [409, 409]


@pytest.mark.parametrize("state", ["requested", "cancelled", "begun"])
def test_what_has_no_time_or_has_begun_does_not_move(ben: Person, desk: Desk, state: str) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]
    if state != "requested":
        work_off()
    if state == "cancelled":
        ben.delete(f"/v1/bookings/{booking_id}")
    if state == "begun":
        execute("UPDATE bookings SET start_time = now() - interval '1 minute' WHERE id = :id", id=booking_id)

    answer = move(ben, booking_id, desk.at(14))

    assert answer.status_code == 409
    assert answer.get_json()["error"]["code"] == "WRONG_STATE"


def test_a_start_that_fits_beside_the_bookings_own_time_can_be_had(ben: Person, desk: Desk) -> None:
    desk.offers(grid="FIT", duration_minutes=45)
    booking_id = book(ben, desk, desk.at(10))
    listed = starts(look(ben, desk, desk.at(10), desk.at(12)))
    assert desk.at(10, 45) in listed

    moved = ben.put(f"/v1/bookings/{booking_id}", {"startTime": desk.at(10, 45).isoformat()})

    assert moved.status_code == 200, moved.text
