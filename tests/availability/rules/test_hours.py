from datetime import date

import pytest

from app.availability.rules import Override, Reason, Timetable, WeeklyRule, judge
from tests.availability.rules.almanac import LONG_AGO, daily, hhmm, on, span, terms, times, utc

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


def table(*spans: str, overrides: tuple[Override, ...] = ()) -> Timetable:
    return Timetable("UTC", weekly=daily(*spans), overrides=overrides)


def test_the_grid_counts_from_the_opening() -> None:
    hours = table("09:10-11:00")

    assert times(hours, on(hours, terms(30, 25), MONDAY)) == ["09:10", "09:35", "10:00", "10:25"]


def test_the_last_slot_ends_exactly_at_the_closing() -> None:
    hours = table("09:00-10:00")

    assert times(hours, on(hours, terms(60, 60), MONDAY)) == ["09:00"]
    assert on(hours, terms(61, 60), MONDAY) == ()


def test_touching_spans_keep_their_own_grids_and_a_slot_runs_through_them() -> None:
    hours = table("09:00-10:30", "10:30-12:00")

    assert times(hours, on(hours, terms(60, 60), MONDAY)) == ["09:00", "10:00", "10:30"]
    assert times(hours, on(hours, terms(180, 60), MONDAY)) == ["09:00"]


def test_spans_apart_by_a_minute_are_not_run_through() -> None:
    hours = table("09:00-10:29", "10:30-12:00")

    assert times(hours, on(hours, terms(60, 60), MONDAY)) == ["09:00", "10:30"]


def test_overlapping_spans_offer_both_grids_and_each_instant_once() -> None:
    hours = table("09:00-11:00", "09:30-11:30", "09:00-10:00")

    assert times(hours, on(hours, terms(60, 60), MONDAY)) == ["09:00", "09:30", "10:00", "10:30"]


def test_a_start_on_one_of_two_grids_is_on_the_grid() -> None:
    hours = table("09:00-12:00", "09:30-12:00")

    assert judge(hours, terms(), utc(2026, 6, 1, 9, 30), now=LONG_AGO).offered
    assert judge(hours, terms(), utc(2026, 6, 1, 9, 45), now=LONG_AGO).reasons == (Reason.OFF_GRID,)


def test_midnight_written_as_24_touches_the_next_day() -> None:
    hours = table("22:00-24:00", "00:00-02:00")

    assert times(hours, on(hours, terms(90, 60), MONDAY)) == ["00:00", "22:00", "23:00"]


def test_a_whole_day_is_open_to_a_slot_longer_than_a_day() -> None:
    hours = table("00:00-24:00")

    assert len(on(hours, terms(60, 15), MONDAY)) == 96
    assert times(hours, on(hours, terms(36 * 60, 720), MONDAY)) == ["00:00", "12:00"]


def test_an_overnight_span_keeps_one_grid_over_midnight() -> None:
    hours = Timetable("UTC", weekly=(WeeklyRule(0, hhmm("22:30"), hhmm("26:00")),))

    assert times(hours, on(hours, terms(60, 60), MONDAY)) == ["22:30", "23:30"]
    assert times(hours, on(hours, terms(60, 60), TUESDAY)) == ["00:30"]


def test_an_override_replaces_the_hours_of_its_date_only() -> None:
    hours = table("09:00-12:00", overrides=(Override(TUESDAY, (span("14:00-15:00"), span("16:00-17:00"))),))

    assert times(hours, on(hours, terms(), TUESDAY)) == ["14:00", "16:00"]
    assert times(hours, on(hours, terms(), MONDAY)) == times(hours, on(hours, terms(), WEDNESDAY))


def test_a_closed_date_has_nothing_and_ends_the_night_before_at_its_midnight() -> None:
    hours = table("22:00-26:00", overrides=(Override(TUESDAY),))

    assert times(hours, on(hours, terms(), MONDAY)) == ["00:00", "01:00", "22:00", "23:00"]
    assert on(hours, terms(), TUESDAY) == ()
    # The night that Tuesday would have begun is gone with it.
    assert times(hours, on(hours, terms(), WEDNESDAY)) == ["22:00", "23:00"]


def test_an_overrides_own_night_reaches_into_the_next_date() -> None:
    hours = table("09:00-10:00", overrides=(Override(MONDAY, (span("23:00-25:00"),)),))

    assert times(hours, on(hours, terms(), MONDAY, TUESDAY)) == ["23:00", "00:00", "09:00"]


def test_an_override_after_an_override_ends_its_night_too() -> None:
    closed = (Override(MONDAY, (span("23:00-25:00"),)), Override(TUESDAY))
    hours = table("09:00-10:00", overrides=closed)

    assert times(hours, on(hours, terms(), MONDAY, TUESDAY)) == ["23:00"]


def test_an_override_that_begins_at_midnight_may_take_a_slot_of_the_night_before() -> None:
    hours = table("22:00-26:00", overrides=(Override(TUESDAY, (span("00:00-00:30"),)),))

    assert times(hours, on(hours, terms(90, 60), MONDAY)) == ["00:00", "22:00", "23:00"]
    assert on(hours, terms(90, 60), TUESDAY) == ()


def test_validity_dates_are_included() -> None:
    rule = WeeklyRule(0, hhmm("09:00"), hhmm("10:00"), valid_from=MONDAY, valid_until=date(2026, 6, 8))
    hours = Timetable("UTC", weekly=(rule,))

    listed = on(hours, terms(), date(2026, 5, 1), date(2026, 7, 1))

    assert listed == (utc(2026, 6, 1, 9), utc(2026, 6, 8, 9))


def test_validity_is_asked_for_the_date_on_which_a_night_begins() -> None:
    rule = WeeklyRule(0, hhmm("22:00"), hhmm("26:00"), valid_until=MONDAY)
    hours = Timetable("UTC", weekly=(rule,))

    assert times(hours, on(hours, terms(), MONDAY, TUESDAY)) == ["22:00", "23:00", "00:00", "01:00"]


def test_rules_valid_on_one_date_add_up() -> None:
    old = WeeklyRule(0, hhmm("09:00"), hhmm("10:00"))
    summer = WeeklyRule(0, hhmm("18:00"), hhmm("19:00"), valid_from=MONDAY)

    hours = Timetable("UTC", weekly=(old, summer))

    assert times(hours, on(hours, terms(), MONDAY)) == ["09:00", "18:00"]


@pytest.mark.parametrize(
    ("start", "reasons"),
    [
        (utc(2026, 6, 1, 9), ()),
        (utc(2026, 6, 1, 9, 20), (Reason.OFF_GRID,)),
        (utc(2026, 6, 1, 9, 0, 1), (Reason.OFF_GRID,)),
        (utc(2026, 6, 1, 12), (Reason.OUTSIDE_HOURS,)),
        (utc(2026, 6, 1, 11, 30), (Reason.OUTSIDE_HOURS,)),
        (utc(2026, 6, 1, 11, 20), (Reason.OUTSIDE_HOURS, Reason.OFF_GRID)),
        (utc(2026, 6, 1, 8, 59), (Reason.OUTSIDE_HOURS,)),
    ],
)
def test_a_refusal_of_hours_says_whether_it_is_closed_or_off_the_grid(
    start: int, reasons: tuple[Reason, ...]
) -> None:
    assert judge(table("09:00-12:00"), terms(60, 30), start, now=LONG_AGO).reasons == reasons


def test_without_hours_nothing_is_offered() -> None:
    assert on(Timetable("UTC"), terms(), MONDAY) == ()
