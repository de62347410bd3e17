"""Hours and taken times as PostgreSQL gives them in JSON, made into the engine's values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.availability.rules import Override, Span, WeeklyRule, closing
from app.kernel.intervals import Interval


def weekly_rule(row: Sequence[Any]) -> WeeklyRule:
    """From [day of week, start minute, end minute, valid from, valid until]."""
    day, start, end, since, until = row
    return WeeklyRule(day - 1, start, closing(start, end), _date(since), _date(until))


def override(row: Sequence[Any]) -> Override:
    """From [date, [[start minute, end minute], …]]."""
    day, spans = row
    return Override(date.fromisoformat(day), tuple(Span(start, closing(start, end)) for start, end in spans))


def busy(rows: Sequence[Sequence[int]]) -> tuple[Interval, ...]:
    """From [[first second, last second], …]."""
    return tuple(Interval(start, end) for start, end in rows)


def _date(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
