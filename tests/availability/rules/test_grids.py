"""Grids that are moved, and grids that leave no gap beside what is taken."""

from datetime import date

import pytest

from app.availability.rules import Booked, Grid, Reason, Timetable, judge
from app.kernel.errors import InvalidInput
from app.kernel.intervals import Interval
from tests.availability.rules.almanac import LONG_AGO, daily, on, terms, times, utc

MONDAY = date(2026, 6, 1)


def day(*busy: Interval, hours: str = "09:00-13:00", **more: int | tuple[Booked, ...]) -> Timetable:
    return Timetable("UTC", weekly=daily(hours), busy=busy, **more)  # type: ignore[arg-type]


def test_an_offset_moves_every_start() -> None:
    assert times(day(), on(day(), terms(30, 60, offset=10), MONDAY)) == ["09:10", "10:10", "11:10", "12:10"]


def test_an_offset_counts_from_each_opening() -> None:
    split = Timetable("UTC", weekly=daily("09:00-10:30", "11:15-13:00"))

    assert times(split, on(split, terms(30, 60, offset=15), MONDAY)) == ["09:15", "11:30", "12:30"]


def test_an_offset_is_less_than_a_step() -> None:
    with pytest.raises(InvalidInput):
        terms(30, 30, offset=30)


def test_fit_adds_the_starts_directly_before_and_after_what_is_taken() -> None:
    taken = day(Interval(utc(2026, 6, 1, 10, 20), utc(2026, 6, 1, 11, 5)))

    plain = times(taken, on(taken, terms(30, 30), MONDAY))
    fitting = times(taken, on(taken, terms(30, 30, grid=Grid.FIT), MONDAY))

    assert plain == ["09:00", "09:30", "11:30", "12:00", "12:30"]
    assert fitting == ["09:00", "09:30", "09:50", "11:05", "11:30", "12:00", "12:30"]


def test_fit_keeps_the_buffers_of_both() -> None:
    taken = day(Interval(utc(2026, 6, 1, 10, 20), utc(2026, 6, 1, 11, 5)))
    asked = terms(30, 30, grid=Grid.FIT, buffer_before=10, buffer_after=5)

    assert times(taken, on(taken, asked, MONDAY)) == [
        "09:00",
        "09:30",
        "09:45",
        "11:15",
        "11:30",
        "12:00",
        "12:30",
    ]


def test_fit_adds_nothing_at_the_edges_of_the_hours() -> None:
    odd = day(hours="09:00-10:50")

    assert times(odd, on(odd, terms(30, 30, grid=Grid.FIT), MONDAY)) == ["09:00", "09:30", "10:00"]


def test_fit_rounds_a_broken_minute_away_from_what_is_taken() -> None:
    taken = day(Interval(utc(2026, 6, 1, 10, 20, 30), utc(2026, 6, 1, 11, 5, 30)))

    fitting = on(taken, terms(30, 30, grid=Grid.FIT), MONDAY)

    assert {utc(2026, 6, 1, 9, 50), utc(2026, 6, 1, 11, 6)} <= set(fitting)
    assert judge(taken, terms(30, 30, grid=Grid.FIT), utc(2026, 6, 1, 11, 6), now=LONG_AGO).offered


def test_a_fitting_start_that_was_taken_meanwhile_is_taken_and_not_off_the_grid() -> None:
    asked = terms(30, 30, grid=Grid.FIT)
    gone = day(Interval(utc(2026, 6, 1, 10, 20), utc(2026, 6, 1, 11, 15)))

    assert judge(gone, asked, utc(2026, 6, 1, 11, 5), now=LONG_AGO).reasons == (Reason.TAKEN,)
    assert judge(gone, asked, utc(2026, 6, 1, 11, 20), now=LONG_AGO).reasons == (Reason.OFF_GRID,)


def test_a_gap_too_short_for_both_neighbours_is_met_from_either_side() -> None:
    taken = day(
        Interval(utc(2026, 6, 1, 9), utc(2026, 6, 1, 10, 5)),
        Interval(utc(2026, 6, 1, 10, 55), utc(2026, 6, 1, 13)),
    )

    assert times(taken, on(taken, terms(30, 30, grid=Grid.FIT), MONDAY)) == ["10:05", "10:25"]


def test_between_two_bookings_there_is_the_rest() -> None:
    booked = Booked(utc(2026, 6, 1, 10, 30), utc(2026, 6, 1, 11))
    rested = day(Interval(booked.start, booked.end), rest=20, booked=(booked,))

    assert times(rested, on(rested, terms(30, 15), MONDAY)) == [
        "09:00",
        "09:15",
        "09:30",
        "11:30",
        "11:45",
        "12:00",
        "12:15",
        "12:30",
    ]
    fitting = times(rested, on(rested, terms(30, 30, grid=Grid.FIT), MONDAY))
    assert fitting == ["09:00", "09:30", "09:40", "11:20", "11:30", "12:00", "12:30"]
    near = judge(rested, terms(30, 15), utc(2026, 6, 1, 11, 15), now=LONG_AGO)
    assert near.reasons == (Reason.REST,)


def test_buffers_count_towards_the_rest() -> None:
    booked = Booked(utc(2026, 6, 1, 10, 30), utc(2026, 6, 1, 11))
    kept = Interval(booked.start - 15 * 60, booked.end + 15 * 60)
    rested = day(kept, rest=20, booked=(booked,))

    assert "11:30" not in times(rested, on(rested, terms(30, 30, buffer_before=20), MONDAY))
    assert "11:30" in times(rested, on(rested, terms(30, 30, buffer_before=15), MONDAY))


def test_other_busy_times_need_no_rest() -> None:
    rested = day(Interval(utc(2026, 6, 1, 10), utc(2026, 6, 1, 11)), rest=20)

    assert "11:00" in times(rested, on(rested, terms(30, 30), MONDAY))
