"""Hours and taken times as PostgreSQL gives them in JSON, made into the engine's values."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from app.availability.rules import Override, Span, WeeklyRule, closing
from app.kernel.intervals import Interval


def weekly_rule(row: Sequence[Any]) -> WeeklyRule:
    """From [day of week, start minute, end minute, valid from, valid until]."""
    return _weekly_rule(*row)


@lru_cache(maxsize=4096)  # many providers open at the same hours, and a rebuild reads everybody's
def _weekly_rule(day: int, start: int, end: int, since: str | None, until: str | None) -> WeeklyRule:
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
