"""Worked by hand, with the clocks on the wall."""

from datetime import date, datetime

from app.availability.rules import Reason, Terms, Timetable, judge, judge_wall
from tests.availability.rules.almanac import LONG_AGO, clocks, daily, hour, on, terms, utc

HOURLY = terms()


def night(zone: str, day: date, hours: str, asked: Terms = HOURLY) -> list[str]:
    timetable = Timetable(zone, weekly=daily(hours))
    return clocks(timetable, on(timetable, asked, day))


def test_new_york_skips_from_two_to_three_in_spring() -> None:
    assert night("America/New_York", date(2026, 3, 8), "00:00-05:00") == [
        "00:00-5",
        "01:00-5",
        "03:00-4",
        "04:00-4",
    ]


def test_new_york_offers_one_oclock_twice_in_autumn() -> None:
    expected = ["00:00-4", "01:00-4", "01:00-5", "02:00-5"]

    assert night("America/New_York", date(2026, 11, 1), "00:00-03:00") == expected


def test_a_long_slot_takes_its_duration_in_absolute_time_over_the_gap() -> None:
    # From 01:00 to 04:00 the clock runs three hours, and time two.
    assert night("America/New_York", date(2026, 3, 8), "01:00-04:00", terms(120)) == ["01:00-5"]
    assert night("America/New_York", date(2026, 3, 8), "01:00-04:00", terms(180)) == []


def test_the_fold_makes_room_for_a_longer_slot() -> None:
    # From 00:00 to 03:00 the clock shows three hours, and time takes four.
    assert night("America/New_York", date(2026, 11, 1), "00:00-03:00", terms(240)) == ["00:00-4"]


def test_london_closes_earlier_in_absolute_time_when_the_clock_goes_forward() -> None:
    assert night("Europe/London", date(2026, 3, 29), "00:00-04:00") == ["00:00+0", "02:00+1", "03:00+1"]


def test_london_offers_both_passes_of_the_hour() -> None:
    expected = ["00:30+1", "01:30+1", "01:30+0", "02:30+0"]

    assert night("Europe/London", date(2026, 10, 25), "00:30-03:30") == expected


def test_a_span_inside_the_fold_is_open_closed_and_open_again() -> None:
    expected = ["01:00+1", "01:00+0"]

    assert night("Europe/London", date(2026, 10, 25), "01:00-01:30", terms(30, 30)) == expected
    assert night("Europe/London", date(2026, 10, 25), "01:00-01:30", terms(60, 30)) == []


def test_a_span_covering_part_of_the_fold_has_a_hole() -> None:
    # Open 00:00-01:30 in summer time, closed half an hour, open 01:00-01:30 in winter time.
    expected = ["00:00+1", "00:30+1", "01:00+1", "01:00+0"]

    assert night("Europe/London", date(2026, 10, 25), "00:00-01:30", terms(30, 30)) == expected


def test_what_exists_of_a_span_opening_in_the_gap_is_open_on_its_written_grid() -> None:
    # 02:20 does not exist; its grid of 50 minutes goes on with 03:10.
    expected = ["03:10-4", "04:00-4"]

    assert night("America/New_York", date(2026, 3, 8), "02:20-05:00", terms(50, 50)) == expected


def test_what_exists_of_a_span_closing_in_the_gap_is_open() -> None:
    expected = ["01:00-5", "01:30-5"]

    assert night("America/New_York", date(2026, 3, 8), "01:00-02:30", terms(30, 30)) == expected


def test_a_span_wholly_inside_the_gap_is_never_open() -> None:
    assert night("America/New_York", date(2026, 3, 8), "02:00-03:00", terms(5, 5)) == []


def test_lord_howe_shifts_the_grid_by_half_an_hour_of_time() -> None:
    spring = night("Australia/Lord_Howe", date(2026, 10, 4), "01:00-04:00")
    autumn = night("Australia/Lord_Howe", date(2026, 4, 5), "01:00-04:00", terms(30, 30))

    # At 02:00 the clock shows 02:30: the slot of 01:00 runs on to it, that of 02:00 does not exist.
    assert spring == ["01:00+10.5", "03:00+11"]
    # At 02:00 it shows 01:30 again.
    assert autumn == [
        "01:00+11",
        "01:30+11",
        "01:30+10.5",
        "02:00+10.5",
        "02:30+10.5",
        "03:00+10.5",
        "03:30+10.5",
    ]


def test_kathmandu_stands_on_its_own_full_hours() -> None:
    timetable = Timetable("Asia/Kathmandu", weekly=daily("09:00-11:00"))

    assert on(timetable, HOURLY, date(2026, 5, 5)) == (utc(2026, 5, 5, 3, 15), utc(2026, 5, 5, 4, 15))


def test_apia_offers_nothing_on_the_day_that_never_was() -> None:
    timetable = Timetable("Pacific/Apia", weekly=daily("22:00-26:00"))

    assert on(timetable, HOURLY, date(2011, 12, 30)) == ()
    around = on(timetable, HOURLY, date(2011, 12, 29), date(2011, 12, 31))
    # The evening of the 29th runs into the small hours of the 31st, which belong to the skipped 30th.
    assert clocks(timetable, around) == [
        *("00:00-10", "01:00-10", "22:00-10", "23:00-10"),
        *("00:00+14", "01:00+14", "22:00+14", "23:00+14"),
    ]


def test_sao_paulo_had_a_day_without_midnight() -> None:
    expected = ["01:00-2", "02:00-2"]

    assert night("America/Sao_Paulo", date(2017, 10, 15), "00:00-03:00") == expected


def test_sao_paulo_had_an_evening_hour_twice() -> None:
    expected = ["22:00-2", "23:00-2", "23:00-3"]

    assert night("America/Sao_Paulo", date(2018, 2, 17), "22:00-24:00") == expected


def test_a_busy_first_pass_leaves_the_second() -> None:
    first = utc(2026, 11, 1, 5)
    timetable = Timetable("America/New_York", weekly=daily("01:00-02:00"), busy=(hour(first),))

    assert clocks(timetable, on(timetable, HOURLY, date(2026, 11, 1))) == ["01:00-5"]


def test_a_skipped_wall_time_is_explained_and_a_doubled_one_judged_twice() -> None:
    timetable = Timetable("America/New_York", weekly=daily("00:00-05:00"), busy=(hour(utc(2026, 11, 1, 5)),))

    gap = judge_wall(timetable, HOURLY, datetime(2026, 3, 8, 2), now=LONG_AGO)  # noqa: DTZ001 - a wall time
    fold = judge_wall(timetable, HOURLY, datetime(2026, 11, 1, 1), now=LONG_AGO)  # noqa: DTZ001 - a wall time

    assert [(one.start, one.reasons) for one in gap] == [(None, (Reason.GAP,))]
    assert [(one.start, one.reasons) for one in fold] == [
        (utc(2026, 11, 1, 5), (Reason.TAKEN,)),
        (utc(2026, 11, 1, 6), ()),
    ]


def test_a_judged_start_over_the_gap_is_off_the_grid_only_by_the_wall() -> None:
    timetable = Timetable("America/New_York", weekly=daily("01:00-05:00"))
    two_hourly = terms(60, 120)

    # 01:00, then 03:00, which is one hour later.
    assert judge(timetable, two_hourly, utc(2026, 3, 8, 7), now=LONG_AGO).offered
    assert judge(timetable, two_hourly, utc(2026, 3, 8, 8), now=LONG_AGO).reasons == (Reason.OFF_GRID,)
