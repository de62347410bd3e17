"""Away from home: the dates of a trip are read on the clock of where the provider is."""

from datetime import UTC, date, datetime

import pytest

from app.availability.rules import (
    Booked,
    Limit,
    Override,
    Period,
    Reason,
    Span,
    Timetable,
    Trip,
    WeeklyRule,
    judge,
    open_slots,
    zone_at,
)
from app.kernel.errors import InvalidInput
from app.kernel.intervals import Interval
from app.kernel.zones import DAY, moment_of
from tests.availability.rules.almanac import LONG_AGO, daily, terms, utc

TOKYO = Trip(date(2026, 6, 10), date(2026, 6, 12), "Asia/Tokyo")
NEW_YORK = Trip(date(2026, 6, 10), date(2026, 6, 12), "America/New_York")
WEEK = Interval(utc(2026, 6, 8), utc(2026, 6, 15))


def london(*trips: Trip, hours: tuple[WeeklyRule, ...] = daily("09:00-11:00"), **more: object) -> Timetable:
    return Timetable("Europe/London", weekly=hours, trips=trips, **more)  # type: ignore[arg-type]


def starts(table: Timetable, **more: object) -> list[str]:
    found = open_slots(table, terms(120, 120, **more), window=WEEK, now=LONG_AGO)
    return [f"{moment_of(start):%d %H:%M}" for start in found]


def test_hours_move_with_the_provider_and_come_back() -> None:
    # Nine in Tokyo is midnight by UTC; London in summer is an hour ahead.
    assert starts(london(TOKYO)) == [
        "08 08:00",
        "09 08:00",
        "10 00:00",
        "11 00:00",
        "12 00:00",
        "13 08:00",
        "14 08:00",
    ]
    assert starts(london(NEW_YORK))[2:5] == ["10 13:00", "11 13:00", "12 13:00"]


def test_a_date_of_a_trip_has_no_hours_at_home() -> None:
    all_day = london(TOKYO, hours=daily("00:00-24:00"))

    # The twelfth ends in Tokyo at 15:00 by UTC; London's thirteenth begins at 23:00.
    evening = judge(all_day, terms(60), utc(2026, 6, 12, 16), now=LONG_AGO)

    assert evening.reasons == (Reason.OUTSIDE_HOURS,)
    assert judge(all_day, terms(60), utc(2026, 6, 12, 14), now=LONG_AGO).offered


def test_a_night_is_read_where_it_began() -> None:
    nights = london(NEW_YORK, hours=daily("22:00-26:00"))

    # The night of the ninth: 22:00 in London to 02:00 in London, although the tenth is New York's.
    assert judge(nights, terms(240, 60), utc(2026, 6, 9, 21), now=LONG_AGO).offered
    assert judge(nights, terms(60), utc(2026, 6, 10, 4), now=LONG_AGO).reasons == (Reason.OUTSIDE_HOURS,)
    assert judge(nights, terms(240, 60), utc(2026, 6, 13, 2), now=LONG_AGO).offered


def test_overrides_keep_their_date() -> None:
    table = london(TOKYO, overrides=(Override(date(2026, 6, 11), (Span(720, 840),)),))

    assert starts(table)[2:5] == ["10 00:00", "11 03:00", "12 00:00"]


def test_limits_and_horizons_count_the_dates_of_where_the_provider_is() -> None:
    # 23:00 by UTC on the tenth is the eleventh in Tokyo, and was the eleventh in London only from then on.
    booked = Booked(utc(2026, 6, 10, 23, 30), utc(2026, 6, 11, 0, 30), 1)
    table = london(TOKYO, booked=(booked,))
    once = terms(120, 120, limits=(Limit(Period.DAY, count=1),), offering_id=1)

    assert judge(table, once, utc(2026, 6, 11, 0), now=LONG_AGO).reasons == (Reason.LIMIT_REACHED,)
    assert judge(table, once, utc(2026, 6, 10, 0), now=LONG_AGO).offered
    evening = datetime(2026, 6, 9, 16, tzinfo=UTC)  # the tenth in Tokyo
    assert judge(table, terms(120, 120, horizon_days=2), utc(2026, 6, 12, 0), now=evening).offered


def test_the_clock_is_the_next_trips_as_soon_as_it_begins() -> None:
    west = Trip(date(2026, 6, 8), date(2026, 6, 9), "America/Los_Angeles")

    assert zone_at(london(west, TOKYO), utc(2026, 6, 9, 14)) == "America/Los_Angeles"
    assert zone_at(london(west, TOKYO), utc(2026, 6, 9, 16)) == "Asia/Tokyo"  # still the ninth in the west
    assert zone_at(london(west, TOKYO), utc(2026, 6, 12, 16)) == "Europe/London"
    assert zone_at(london(), utc(2026, 6, 9)) == "Europe/London"


def test_a_date_that_the_other_zone_never_had_has_no_hours() -> None:
    skipped = Trip(date(2011, 12, 30), date(2011, 12, 30), "Pacific/Apia")
    window = Interval(utc(2011, 12, 29), utc(2011, 12, 29) + 4 * DAY)

    found = open_slots(london(skipped), terms(120, 120), window=window, now=LONG_AGO)

    assert [f"{moment_of(start):%d}" for start in found] == ["29", "31", "01"]


def test_a_trip_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(InvalidInput):
        Trip(date(2026, 6, 2), date(2026, 6, 1), "UTC")
