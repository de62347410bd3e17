"""How far ahead: all dates, those with hours, or a fixed span."""

from datetime import UTC, date, datetime

from app.availability.rules import Horizon, Override, Reason, Span, Timetable, WeeklyRule, judge, open_slots
from app.kernel.intervals import Interval
from app.kernel.zones import DAY, date_of
from tests.availability.rules.almanac import daily, terms, utc

# A Monday.
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
WINDOW = Interval(utc(2026, 6, 1), utc(2026, 6, 1) + 900 * DAY)
MON_TUE = tuple(WeeklyRule(day, 540, 1020) for day in (0, 1))


def last(table: Timetable, **horizon: object) -> date:
    """The last date that has starts."""
    asked = terms(horizon_kind=Horizon.BOOKABLE_DAYS, **horizon)
    return date_of("UTC", open_slots(table, asked, window=WINDOW, now=NOON)[-1])


def test_only_dates_with_hours_are_counted() -> None:
    assert last(Timetable("UTC", MON_TUE), horizon_days=3) == date(2026, 6, 9)


def test_a_closed_date_is_not_counted_and_an_extra_one_is() -> None:
    closed, extra = Override(date(2026, 6, 2)), Override(date(2026, 6, 4), (Span(540, 600),))

    assert last(Timetable("UTC", MON_TUE, (closed,)), horizon_days=1) == date(2026, 6, 8)
    assert last(Timetable("UTC", MON_TUE, (extra,)), horizon_days=2) == date(2026, 6, 4)


def test_the_early_hours_of_a_night_are_none_of_their_date() -> None:
    nights = Timetable("UTC", (WeeklyRule(0, 22 * 60, 26 * 60),))
    asked = terms(horizon_kind=Horizon.BOOKABLE_DAYS, horizon_days=1)

    assert judge(nights, asked, utc(2026, 6, 8, 23), now=NOON).offered
    assert judge(nights, asked, utc(2026, 6, 9, 0), now=NOON).reasons == (Reason.TOO_FAR,)


def test_who_is_hardly_open_is_looked_at_for_two_years() -> None:
    never = Timetable("UTC", (WeeklyRule(0, 540, 600, date(2026, 1, 1), date(2026, 6, 8)),))

    assert last(never, horizon_days=5) == date(2026, 6, 8)
    asked = terms(horizon_kind=Horizon.BOOKABLE_DAYS, horizon_days=5)
    assert Reason.TOO_FAR in judge(never, asked, utc(2029, 1, 1, 9), now=NOON).reasons


def test_a_fixed_span_counts_no_days() -> None:
    table = Timetable("UTC", daily("09:00-17:00"))
    asked = terms(
        horizon_kind=Horizon.FIXED,
        horizon_days=1,
        bookable_from=date(2026, 9, 1),
        bookable_until=date(2026, 9, 3),
    )

    listed = open_slots(table, asked, window=WINDOW, now=NOON)

    assert (listed[0], listed[-1]) == (utc(2026, 9, 1, 9), utc(2026, 9, 3, 16))
    assert judge(table, asked, utc(2026, 8, 31, 9), now=NOON).reasons == (Reason.TOO_EARLY,)
    assert judge(table, asked, utc(2026, 9, 4, 9), now=NOON).reasons == (Reason.TOO_FAR,)
