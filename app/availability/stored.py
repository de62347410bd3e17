"""Hours, terms and taken times as PostgreSQL gives them, made into the engine's values."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from app.availability.rules import (
    Booked,
    Grid,
    Horizon,
    Limit,
    Override,
    Period,
    Span,
    Terms,
    Timetable,
    Trip,
    WeeklyRule,
    closing,
)
from app.availability.rules.holidays import free_days
from app.kernel.intervals import Interval


def timetable(row: Mapping[Any, Any], schedule_id: int | None) -> Timetable:
    """From the columns that `app.availability.facts` reads, by one schedule; None: by the standard hours."""
    return Timetable(
        row["timezone"],
        weekly=tuple(_weekly_rule(rule) for of, *rule in row["weekly"] or () if of == schedule_id),
        overrides=_overrides(row, schedule_id),
        busy=_busy(row["busy"] or []),
        rest=row["rest_minutes"],
        limits=_limits(row["provider_limits"]),
        booked=tuple(Booked(*one) for one in row["booked"] or ()),
        trips=tuple(map(_trip, row["trips"] or ())),
    )


def terms(row: Mapping[Any, Any]) -> Terms:
    """Of an offering at its own length."""
    return Terms(
        offering_id=row["offering_id"],
        duration=row["duration_minutes"],
        step=row["step_minutes"],
        grid=Grid(row["grid"]),
        offset=row["start_offset_minutes"],
        buffer_before=row["buffer_before_minutes"],
        buffer_after=row["buffer_after_minutes"],
        notice=timedelta(minutes=row["notice_minutes"]),
        horizon_kind=Horizon(row["horizon_kind"]),
        horizon_days=row["horizon_days"],
        bookable_from=_date(row["bookable_from"]),
        bookable_until=_date(row["bookable_until"]),
        limits=_limits(row["limits"]),
    )


def lengths(row: Mapping[Any, Any]) -> list[int]:
    """How long an offering may last, in minutes; its own length first."""
    return [row["duration_minutes"], *(further["minutes"] for further in row["further_durations"])]


def price_minor(row: Mapping[Any, Any], minutes: int) -> int:
    """What an offering of this length costs; of one that it has not, its own price."""
    further = {each["minutes"]: each["price_minor"] for each in row["further_durations"]}
    price: int = further.get(minutes, row["price_minor"])
    return price


def _weekly_rule(row: Sequence[Any]) -> WeeklyRule:
    """From [day of week, start minute, end minute, valid from, valid until]."""
    return _rule_of(*row)


@lru_cache(maxsize=4096)  # many providers open at the same hours, and a rebuild reads everybody's
def _rule_of(day: int, start: int, end: int, since: str | None, until: str | None) -> WeeklyRule:
    return WeeklyRule(day - 1, start, closing(start, end), _date(since), _date(until))


def _overrides(row: Mapping[Any, Any], schedule_id: int | None) -> tuple[Override, ...]:
    """A schedule's own dates win over those for all of them, and these over public holidays."""
    country, part, worked = row["holiday_country"], row["holiday_subdivision"], row["holidays_worked"]
    found = {day: Override(day) for day in free_days(country, part, worked, row["this_year"])}
    for wanted in dict.fromkeys([None, schedule_id]):
        dated = [_override(date_) for of, *date_ in row["overrides"] or () if of == wanted]
        found |= {each.date: each for each in dated}
    return tuple(found.values())


def _override(row: Sequence[Any]) -> Override:
    """From [date, [[start minute, end minute], …]]."""
    day, spans = row
    return Override(date.fromisoformat(day), tuple(Span(start, closing(start, end)) for start, end in spans))


def _trip(row: Sequence[str]) -> Trip:
    first, last, zone = row
    return Trip(date.fromisoformat(first), date.fromisoformat(last), zone)


def _limits(rows: Sequence[Mapping[str, Any]]) -> tuple[Limit, ...]:
    return tuple(Limit(Period(row["period"]), row.get("count"), row.get("minutes")) for row in rows)


def _busy(bounds: Sequence[int]) -> tuple[Interval, ...]:
    """The first half are starts, the second half the ends that belong to them."""
    half = len(bounds) // 2
    return tuple(map(Interval, bounds[:half], bounds[half:]))


def _date(written: date | str | None) -> date | None:
    """JSON has dates as text."""
    return date.fromisoformat(written) if isinstance(written, str) else written
