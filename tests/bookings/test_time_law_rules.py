from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bookings.time_law import Shift, Taken, by_law, possible
from app.kernel.intervals import Interval
from app.kernel.zones import instant_of, moment_of

HOUR = 3600


def wall(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """What a clock shows."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC).replace(tzinfo=None)


def taken(booking_id: int, start: int, *, resource: int = 1) -> Taken:
    return Taken(booking_id, resource, Interval(start * HOUR, (start + 1) * HOUR))


def shift(booking_id: int, start: int, *, hours: int = 1) -> Shift:
    return Shift(booking_id, hours * HOUR, (taken(booking_id, start),))


def test_a_wall_time_has_its_instant_by_the_present_law() -> None:
    at = by_law("Europe/London", wall(2026, 7, 1, 10), before=datetime(2026, 7, 1, 10, tzinfo=UTC))

    assert at == instant_of(datetime(2026, 7, 1, 9, tzinfo=UTC))


def test_what_the_clock_jumps_over_has_none() -> None:
    missing = wall(2026, 3, 29, 1, 30)

    assert by_law("Europe/London", missing, before=datetime(2026, 3, 29, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize("hour", [0, 1])
def test_of_an_hour_that_comes_twice_the_pass_that_was_booked(hour: int) -> None:
    booked = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)  # 01:30 in London comes twice

    assert moment_of(by_law("Europe/London", wall(2026, 10, 25, 1, 30), before=booked) or 0) == booked


def test_neighbours_move_together() -> None:
    shifts = [shift(1, 10), shift(2, 11), shift(3, 12)]

    assert possible(shifts, []) == (shifts, [])


def test_what_stands_in_the_way_keeps_a_booking_and_those_behind_it() -> None:
    shifts = [shift(1, 10), shift(2, 11), shift(3, 20)]

    moving, staying = possible(shifts, [taken(0, 12)])

    assert [one.booking_id for one in moving] == [3]
    assert {one.booking_id for one in staying} == {1, 2}


def test_another_resource_is_in_nobodys_way() -> None:
    assert possible([shift(1, 10)], [taken(0, 11, resource=2)])[1] == []


starts = st.lists(st.integers(0, 30), unique=True, max_size=8)


@given(starts, st.lists(st.integers(0, 30), unique=True, max_size=5), st.sampled_from([-1, 1, 2]))
def test_afterwards_nothing_overlaps(booked: list[int], others: list[int], hours: int) -> None:
    fixed = [taken(0, start) for start in others if start not in booked]
    shifts = [shift(number, start, hours=hours) for number, start in enumerate(booked, 1)]

    moving, staying = possible(shifts, fixed)

    after = [
        *fixed,
        *(one for each in moving for one in each.then),
        *(one for each in staying for one in each.held),
    ]
    places = sorted(one.during.start for one in after)
    assert len(set(places)) == len(places) == len(fixed) + len(booked)


@given(starts, st.sampled_from([-1, 1]))
def test_where_nothing_else_is_everything_moves(booked: list[int], hours: int) -> None:
    shifts = [shift(number, start, hours=hours) for number, start in enumerate(booked, 1)]

    assert possible(shifts, [])[1] == []
