"""Hours that say the same minute twice: probably a slip, so who writes them is asked to look again."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.availability.rules.timetable import DAY_MINUTES, Span, WeeklyRule

_EVER = (date(1, 1, 8), date(9999, 12, 24))


def overlapping_rule(rules: Sequence[WeeklyRule]) -> int | None:
    """Give the place of the first rule that overlaps an earlier one on some date; None if none does."""
    for place, rule in enumerate(rules):
        if any(_overlap(rule, earlier) for earlier in rules[:place]):
            return place
    return None


def overlapping_span(spans: Sequence[Span]) -> int | None:
    """The same for the spans of one date."""
    for place, span in enumerate(spans):
        if any(span.opens < earlier.closes and earlier.opens < span.closes for earlier in spans[:place]):
            return place
    return None


def _overlap(one: WeeklyRule, other: WeeklyRule) -> bool:
    """Whether they share a minute of a week in which both are valid. A night reaches into the next day."""
    return any(
        _minutes_shared(one, other, days) and _both_valid(one, other, days)
        for days in (-1, 0, 1)
        if (one.weekday + days - other.weekday) % 7 == 0
    )


def _minutes_shared(one: WeeklyRule, other: WeeklyRule, days: int) -> bool:
    """Whether they overlap where the other one opens so many days after the one."""
    shift = days * DAY_MINUTES
    return one.opens < other.closes + shift and other.opens + shift < one.closes


def _both_valid(one: WeeklyRule, other: WeeklyRule, days: int) -> bool:
    """Whether there is a date on which the one opens, and the other one so many days later."""
    apart = timedelta(days=days)
    first = max(one.valid_from or _EVER[0], (other.valid_from or _EVER[0]) - apart)
    last = min(one.valid_until or _EVER[1], (other.valid_until or _EVER[1]) - apart)
    opening = first + timedelta(days=(one.weekday - first.weekday()) % 7)
    return opening <= last
