"""So many bookings, or so many minutes of them, in a day, a week or a month of the provider's dates."""

from datetime import date

import pytest

from app.availability.rules import Booked, Limit, Period, Reason, Timetable, judge, open_slots
from app.kernel.errors import InvalidInput
from app.kernel.intervals import Interval
from app.kernel.zones import DAY, date_of
from tests.availability.rules.almanac import LONG_AGO, daily, on, terms, times, utc

MONDAY = date(2026, 6, 1)
NINE_TO_FIVE = daily("09:00-17:00")


def booked(*starts: tuple[int, ...], minutes: int = 60, offering: int = 1) -> tuple[Booked, ...]:
    begins = [utc(2026, *start) for start in starts]
    return tuple(Booked(begin, begin + minutes * 60, offering) for begin in begins)


def dates(table: Timetable, *limits: Limit, days: int = 40, duration: int = 60, of: int = 1) -> set[date]:
    """The dates from the first of June that have starts."""
    window = Interval(utc(2026, 6, 1), utc(2026, 6, 1) + days * DAY)
    asked = terms(duration, limits=limits, offering_id=of)
    return {date_of(table.zone, at) for at in open_slots(table, asked, window=window, now=LONG_AGO)}


def test_a_day_that_has_as_many_as_are_taken_has_no_starts() -> None:
    table = Timetable("UTC", NINE_TO_FIVE, booked=booked((6, 2, 9), (6, 2, 12), (6, 3, 9)))
    twice = Limit(Period.DAY, count=2)

    assert date(2026, 6, 2) not in dates(table, twice)
    assert date(2026, 6, 3) in dates(table, twice)
    verdict = judge(table, terms(limits=(twice,), offering_id=1), utc(2026, 6, 2, 15), now=LONG_AGO)
    assert verdict.reasons == (Reason.LIMIT_REACHED,)


def test_minutes_count_with_those_asked_for() -> None:
    table = Timetable("UTC", NINE_TO_FIVE, booked=booked((6, 2, 9), minutes=90))
    two_hours = Limit(Period.DAY, minutes=120)

    assert date(2026, 6, 2) in dates(table, two_hours, duration=30)
    assert date(2026, 6, 2) not in dates(table, two_hours, duration=31)


def test_more_than_an_empty_day_takes_is_never_offered() -> None:
    assert dates(Timetable("UTC", NINE_TO_FIVE), Limit(Period.DAY, minutes=59)) == set()


def test_a_week_begins_on_monday() -> None:
    table = Timetable("UTC", NINE_TO_FIVE, booked=booked((6, 14, 9)))  # a Sunday

    free = dates(table, Limit(Period.WEEK, count=1))

    assert {date(2026, 6, day) for day in range(8, 15)} & free == set()
    assert {date(2026, 6, 7), date(2026, 6, 15)} <= free


def test_a_month_ends_with_its_last_date() -> None:
    table = Timetable("UTC", NINE_TO_FIVE, booked=booked((6, 17, 9)))

    free = dates(table, Limit(Period.MONTH, minutes=60))

    assert min(free) == date(2026, 7, 1)


def test_every_limit_counts_for_itself() -> None:
    table = Timetable("UTC", NINE_TO_FIVE, booked=booked((6, 2, 9), (6, 4, 9)))

    free = dates(table, Limit(Period.DAY, count=1), Limit(Period.WEEK, count=3))

    assert free >= {date(2026, 6, 3), date(2026, 6, 5)}
    assert not free & {date(2026, 6, 2), date(2026, 6, 4)}


def test_an_offering_counts_its_own_and_a_provider_all() -> None:
    once = Limit(Period.DAY, count=1)
    other = booked((6, 2, 9), offering=7)

    assert date(2026, 6, 2) in dates(Timetable("UTC", NINE_TO_FIVE, booked=other), once)
    assert date(2026, 6, 2) not in dates(Timetable("UTC", NINE_TO_FIVE, limits=(once,), booked=other))


def test_dates_are_the_providers_not_the_viewers() -> None:
    # At 11:00 on the first of June by UTC it is one in the morning of the second in Kiritimati.
    table = Timetable("Pacific/Kiritimati", daily("00:00-24:00"), booked=booked((6, 1, 11)))

    free = dates(table, Limit(Period.DAY, count=1))

    assert date(2026, 6, 2) not in free
    assert {date(2026, 6, 1), date(2026, 6, 3)} <= free


def test_a_night_counts_on_the_date_of_its_start() -> None:
    nights = Timetable("UTC", daily("22:00-26:00"), booked=booked((6, 1, 23)))
    once = terms(60, limits=(Limit(Period.DAY, count=1),), offering_id=1)

    assert times(nights, on(nights, once, MONDAY)) == []
    assert judge(nights, once, utc(2026, 6, 2, 0), now=LONG_AGO).offered


def test_a_limit_says_how_much() -> None:
    with pytest.raises(InvalidInput):
        Limit(Period.DAY)
