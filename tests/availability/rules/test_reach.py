"""How soon, how late, and how close to what is taken."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from app.availability.rules import Reason, Terms, Timetable, judge, nearest, next_available, open_slots
from app.kernel.intervals import Interval
from app.kernel.zones import DAY
from tests.availability.rules.almanac import LONG_AGO, clocks, daily, hour, on, terms, times, utc

MONDAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOURS = daily("09:00-18:00")
OPEN = Timetable("UTC", weekly=HOURS)


def taken(*busy: Interval) -> Timetable:
    return Timetable("UTC", weekly=HOURS, busy=busy)


def test_a_slot_that_starts_this_very_second_is_offered_and_no_earlier_one() -> None:
    assert times(OPEN, on(OPEN, terms(), MONDAY, now=NOON))[0] == "12:00"
    assert times(OPEN, on(OPEN, terms(), MONDAY, now=NOON + timedelta(microseconds=1)))[0] == "13:00"


def test_notice_is_rounded_up_to_the_second_never_down() -> None:
    asked = terms(notice=timedelta(hours=2))

    assert times(OPEN, on(OPEN, asked, MONDAY, now=NOON))[0] == "14:00"
    assert times(OPEN, on(OPEN, asked, MONDAY, now=NOON + timedelta(microseconds=1)))[0] == "15:00"


def test_too_late_to_ask_is_told_apart_from_the_past() -> None:
    asked, now = terms(notice=timedelta(hours=2)), NOON + timedelta(microseconds=1)

    assert judge(OPEN, asked, utc(2026, 6, 1, 12), now=now).reasons == (Reason.IN_THE_PAST,)
    assert judge(OPEN, asked, utc(2026, 6, 1, 13), now=now).reasons == (Reason.TOO_SOON,)
    assert judge(OPEN, asked, utc(2026, 6, 1, 15), now=now).offered
    assert judge(OPEN, asked, utc(2026, 6, 1, 14), now=NOON).offered


def test_a_rolling_horizon_includes_the_nth_date_after_today() -> None:
    asked = terms(horizon_days=2)
    listed = open_slots(OPEN, asked, window=hour(utc(2026, 6, 1), 24 * 10), now=NOON)

    assert listed[-1] == utc(2026, 6, 3, 17)
    assert judge(OPEN, asked, utc(2026, 6, 3, 17), now=NOON).offered
    assert judge(OPEN, asked, utc(2026, 6, 4, 9), now=NOON).reasons == (Reason.TOO_FAR,)


def test_the_horizon_counts_the_providers_dates_not_the_viewers() -> None:
    kiritimati = Timetable("Pacific/Kiritimati", weekly=daily("00:00-24:00"))
    asked = terms(horizon_days=0)

    # At noon UTC it is two in the morning of the second of June there.
    listed = open_slots(kiritimati, asked, window=hour(utc(2026, 6, 1), 48), now=NOON)

    assert clocks(kiritimati, (listed[0], listed[-1])) == ["02:00+14", "23:00+14"]
    assert len(listed) == 22


def test_the_last_date_of_niue_ends_eleven_hours_after_ours() -> None:
    niue = Timetable("Pacific/Niue", weekly=daily("00:00-24:00"))

    listed = open_slots(niue, terms(horizon_days=0), window=hour(utc(2026, 6, 1), 72), now=NOON)

    assert listed[-1] == utc(2026, 6, 2, 10)


def test_a_slot_that_starts_on_the_last_date_may_end_on_the_next() -> None:
    nights = Timetable("UTC", weekly=daily("22:00-26:00"))
    asked = terms(120, 60, horizon_days=0)

    listed = open_slots(nights, asked, window=hour(utc(2026, 6, 1), 72), now=NOON)

    assert times(nights, listed) == ["22:00", "23:00"]


def test_a_fixed_horizon_includes_its_date_and_the_nearer_of_two_counts() -> None:
    window = hour(utc(2026, 6, 1), 24 * 30)
    fixed = terms(bookable_until=date(2026, 6, 5))
    both = terms(bookable_until=date(2026, 6, 5), horizon_days=1)

    assert open_slots(OPEN, fixed, window=window, now=NOON)[-1] == utc(2026, 6, 5, 17)
    assert open_slots(OPEN, both, window=window, now=NOON)[-1] == utc(2026, 6, 2, 17)


def test_slots_may_touch_what_is_taken_on_both_sides() -> None:
    day = taken(hour(utc(2026, 6, 1, 11)))

    assert times(day, on(day, terms(), MONDAY))[:4] == ["09:00", "10:00", "12:00", "13:00"]


def test_one_taken_second_costs_the_slot_and_an_empty_stretch_costs_nothing() -> None:
    second = taken(Interval(utc(2026, 6, 1, 10, 59, 59), utc(2026, 6, 1, 11)))
    nothing = taken(Interval(utc(2026, 6, 1, 10, 30), utc(2026, 6, 1, 10, 30)))

    assert "10:00" not in times(second, on(second, terms(), MONDAY))
    assert "11:00" in times(second, on(second, terms(), MONDAY))
    assert on(nothing, terms(), MONDAY) == on(OPEN, terms(), MONDAY)


def test_a_busy_time_does_not_shift_the_grid() -> None:
    day = taken(Interval(utc(2026, 6, 1, 9), utc(2026, 6, 1, 9, 20)))

    assert times(day, on(day, terms(), MONDAY))[0] == "10:00"


def test_buffers_of_neighbours_add_up() -> None:
    # A booking of 12:00-13:00 that keeps ten minutes around itself; ours keeps 15 before and 5 after.
    booked = Interval(utc(2026, 6, 1, 11, 50), utc(2026, 6, 1, 13, 10))
    asked = terms(60, 5, buffer_before=15, buffer_after=5)
    day = taken(booked)

    listed = times(day, on(day, asked, MONDAY))

    assert listed[listed.index("10:45") + 1] == "13:25"


def test_buffers_may_lie_outside_the_hours() -> None:
    asked = terms(60, 60, buffer_before=30, buffer_after=30)

    listed = times(OPEN, on(OPEN, asked, MONDAY))

    assert (listed[0], listed[-1]) == ("09:00", "17:00")


def test_a_busy_time_outside_the_hours_still_meets_the_buffer() -> None:
    early = taken(Interval(utc(2026, 6, 1, 8), utc(2026, 6, 1, 8, 45)))

    assert times(early, on(early, terms(buffer_before=15), MONDAY))[0] == "09:00"
    assert times(early, on(early, terms(buffer_before=16), MONDAY))[0] == "10:00"


def test_all_reasons_are_told() -> None:
    day = taken(hour(utc(2026, 6, 1, 8)))

    reasons = judge(day, terms(60, 30), utc(2026, 6, 1, 8, 15), now=NOON).reasons

    assert reasons == (Reason.IN_THE_PAST, Reason.OUTSIDE_HOURS, Reason.TAKEN)


def test_a_window_counts_starts_half_open() -> None:
    window = Interval(utc(2026, 6, 1, 9), utc(2026, 6, 1, 11))

    assert times(OPEN, open_slots(OPEN, terms(), window=window, now=LONG_AGO)) == ["09:00", "10:00"]
    assert open_slots(OPEN, terms(), window=Interval(window.end, window.start), now=LONG_AGO) == ()


def finding(timetable: Timetable, offering: Terms, now: datetime) -> Callable[[Interval], tuple[int, ...]]:
    return lambda window: open_slots(timetable, offering, window=window, now=now)


def test_the_nearest_free_times_come_closest_first_and_the_earlier_of_two() -> None:
    day = taken(hour(utc(2026, 6, 1, 11), 2))

    found = nearest(finding(day, terms(), LONG_AGO), utc(2026, 6, 1, 12))

    assert times(day, found) == ["13:00", "10:00", "14:00"]


def test_the_nearest_free_times_may_be_days_away_but_never_in_the_past() -> None:
    week = taken(Interval(utc(2026, 6, 1), utc(2026, 6, 4)))

    found = nearest(finding(week, terms(), NOON), utc(2026, 6, 2, 12), count=2)

    assert found == (utc(2026, 6, 4, 9), utc(2026, 6, 4, 10))
    assert nearest(finding(week, terms(), NOON), utc(2026, 6, 2, 12), days=1) == ()
    assert nearest(finding(week, terms(), NOON), utc(2026, 6, 3, 9), days=1) == (utc(2026, 6, 4, 9),)


def test_the_next_available_time_is_found_weeks_ahead_or_not_at_all() -> None:
    busy = taken(Interval(utc(2026, 6, 1), utc(2026, 6, 20, 10)))
    month = Interval(utc(2026, 6, 1), utc(2026, 7, 1))

    assert next_available(finding(busy, terms(), NOON), month) == utc(2026, 6, 20, 10)
    fortnight = Interval(month.start, month.start + 14 * DAY)
    assert next_available(finding(busy, terms(), NOON), fortnight) is None


def test_the_next_available_time_may_be_in_the_last_hour_asked_for() -> None:
    window = Interval(utc(2026, 6, 1, 12), utc(2026, 6, 3, 15))
    busy = taken(Interval(window.start, utc(2026, 6, 3, 14)))

    assert next_available(finding(busy, terms(), NOON), window) == utc(2026, 6, 3, 14)
