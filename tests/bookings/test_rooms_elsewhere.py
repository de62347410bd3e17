"""Rooms where they meet series, the waitlist, several services, swaps and the law of time."""

from typing import Any

import pytest

from tests.api import Person, execute
from tests.bookings.asking import book, occupied, seen, standing
from tests.bookings.changing import cancel, move
from tests.bookings.combined.test_combined import book_both
from tests.bookings.combined.test_combined import booked as booked_both
from tests.bookings.holding import submit
from tests.bookings.series import repeating
from tests.bookings.test_time_law import booked_before, mind
from tests.factories.desks import Desk, offer, open_desk
from tests.factories.rooms import Studio, add_room, held_by, is_taken, needs, open_studio, stretches
from tests.swaps.test_swaps import accept, proposed
from tests.waitlist.waiting import offer as offered
from tests.waitlist.waiting import serve, set_aside, wait


@pytest.fixture
def studio(ada: Person) -> Studio:
    return open_studio(ada)


def kept(booking_id: int, room: int) -> list[Any]:
    """From when to when a booking has a room."""
    rows = execute(
        "SELECT json_agg(json_build_array(lower(during), upper(during))) FROM occupancies"
        " WHERE booking_id = :id AND resource_id = :room",
        id=booking_id,
        room=room,
    )
    return list(rows)


def test_each_of_a_series_has_a_room(ben: Person, studio: Studio) -> None:
    is_taken(studio.north, studio.desk, 10)

    series = repeating.book(ben, studio.desk, studio.desk.at(10))

    rooms = [held_by(number) for number in repeating.ids(series)]
    assert rooms == [[studio.south], *[[studio.north]] * 3]


def test_a_room_that_is_taken_is_a_conflict_of_the_series(ben: Person, studio: Studio) -> None:
    is_taken(studio.north, studio.desk, 10)
    is_taken(studio.south, studio.desk, 10)

    plan = repeating.preview(ben, studio.desk, studio.desk.at(10))

    assert [one["reasons"] for one in plan["occurrences"]] == [["RESOURCE_TAKEN"], [], [], []]


def test_freed_time_goes_on_with_its_room(ben: Person, cleo: Person, studio: Studio) -> None:
    desk = studio.desk
    taken = [book(ben, desk, desk.at(hour)) for hour in range(8, 18)]
    wish_id = wait(cleo, desk)

    cancel(ben, taken[2])
    assert set_aside(desk) == 2
    serve()
    booking_id = offered(cleo, wish_id)
    assert submit(cleo, booking_id).status_code == 200

    assert (held_by(booking_id), set_aside(desk)) == ([studio.north], 0)
    assert standing(cleo, booking_id)[0] == "CONFIRMED"


@pytest.fixture
def shave(desk: Desk) -> int:
    return offer(desk.provider_id, title="Shave", duration_minutes=30, buffer_after_minutes=15)


def test_each_of_several_services_has_its_room_while_it_lasts(ben: Person, desk: Desk, shave: int) -> None:
    chair, basin = add_room(desk, "Chair"), add_room(desk, "Basin")
    needs(desk, ([chair], 1))
    needs(Desk(desk.owner, desk.provider_id, shave), ([basin], 1))

    booking_id = booked_both(ben, desk, shave, desk.at(10))["id"]

    assert kept(booking_id, chair) == [[_text(desk, 10), _text(desk, 11)]]
    assert kept(booking_id, basin) == [[_text(desk, 11), _text(desk, 11, 45)]]
    assert [each["name"] for each in seen(ben, booking_id)["resources"]] == ["Chair", "Basin"]
    assert move(ben, booking_id, desk.at(13)).status_code == 200
    assert (kept(booking_id, basin), occupied(booking_id)) == ([[_text(desk, 14), _text(desk, 14, 45)]], 3)
    cancel(ben, booking_id)
    assert stretches(chair, basin) == 0


def test_services_fit_only_where_each_has_its_room_in_its_turn(ben: Person, desk: Desk, shave: int) -> None:
    basin = add_room(desk, "Basin")
    needs(Desk(desk.owner, desk.provider_id, shave), ([basin], 1))
    is_taken(basin, desk, 10)

    assert book_both(ben, desk, shave, desk.at(9)).get_json()["error"]["reasons"] == ["RESOURCE_TAKEN"]
    assert book_both(ben, desk, shave, desk.at(10)).status_code == 201


def _text(desk: Desk, hour: int, minute: int = 0) -> str:
    return desk.at(hour, minute).isoformat()


def test_the_rooms_are_exchanged_with_the_times(ben: Person, cleo: Person, studio: Studio) -> None:
    desk = studio.desk
    is_taken(studio.north, desk, 14)
    mine, theirs = book(ben, desk, desk.at(10)), book(cleo, desk, desk.at(14))

    answer = accept(cleo, proposed(ben, mine, desk.at(14)))

    assert answer.status_code == 200, answer.text
    assert (held_by(mine), held_by(theirs)) == ([studio.south], [studio.north])


def test_the_law_moves_the_room_too(ada: Person, ben: Person) -> None:
    desk = open_desk(ada, timezone="Europe/London", opens=0, closes=1440)
    room = add_room(desk)
    needs(desk, ([room], 1))
    booking_id = book(ben, desk, desk.at(10))
    booked_before(booking_id)

    mind()

    assert kept(booking_id, room) == [[_text(desk, 10), _text(desk, 11)]]
