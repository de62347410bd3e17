"""How much a provider takes on: so many bookings, or so many minutes, in a day, a week or a month.

A booking counts on the provider's date of its start. Weeks begin on Monday (ISO 8601).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.errors import InvalidInput
from app.kernel.intervals import Pair
from app.kernel.zones import DAY, EPOCH_ORDINAL, Stretch, day_of

_WEEK_DAYS = 7
# 1970-01-01 was a Thursday: its week began three days before.
_MONDAY = 3
_DECEMBER = 12


class Period(StrEnum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many bookings, or so many minutes of them, in each of these periods."""

    period: Period
    count: int | None = None
    minutes: int | None = None

    def __post_init__(self) -> None:
        if self.count is None and self.minutes is None:
            raise InvalidInput.at("limits", "A limit names a count, minutes, or both.")

    def reached(self, count: int, minutes: int, more: int) -> bool:
        """Whether a period that has so much has no room for one booking of `more` minutes."""
        return (self.count is not None and count + 1 > self.count) or (
            self.minutes is not None and minutes + more > self.minutes
        )


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking that stands: its own time without buffers, and the offering it is of.

    One of a team's that is not `mine` counts for the offering, and takes nothing of the provider's own time.
    """

    start: int
    end: int
    offering_id: int = 0
    mine: bool = True


def full_days(limits: Iterable[Limit], booked: Iterable[tuple[int, int]], more: int) -> Iterator[Pair]:
    """Give the stretches of days without room for `more` minutes; of each booking its day and minutes."""
    days = list(booked)
    for limit in limits:
        counts: Counter[int] = Counter()
        minutes: Counter[int] = Counter()
        for day, lasts in days:
            key = _key(limit.period, day)
            counts[key] += 1
            minutes[key] += lasts
        yield from (
            _bounds(limit.period, key)
            for key, count in counts.items()
            if limit.reached(count, minutes[key], more)
        )


def hopeless(limits: Iterable[Limit], more: int) -> bool:
    """Whether `more` minutes are too many even for a period that is empty."""
    return any(limit.reached(0, 0, more) for limit in limits)


def days_as_instants(days: Sequence[Pair], parts: Sequence[Stretch]) -> list[Pair]:
    """Give the instants that a clock dates within these stretches of days, ascending and disjoint."""
    found: list[Pair] = []
    ends = [last * DAY for _, last in days]
    for start, end, offset in parts:
        # A clock that goes back shows a date again: then a stretch of days lies in both parts.
        for first, last in days[bisect_right(ends, start + offset) :]:
            if first * DAY >= end + offset:
                break
            found.append((max(start, first * DAY - offset), min(end, last * DAY - offset)))
    return found


def _key(period: Period, day: int) -> int:
    if period is Period.DAY:
        return day
    if period is Period.WEEK:
        return (day + _MONDAY) // _WEEK_DAYS
    then = date.fromordinal(day + EPOCH_ORDINAL)
    return then.year * _DECEMBER + then.month - 1


def _bounds(period: Period, key: int) -> Pair:
    """The first day of a period and the first after it."""
    if period is Period.DAY:
        return key, key + 1
    if period is Period.WEEK:
        return key * _WEEK_DAYS - _MONDAY, (key + 1) * _WEEK_DAYS - _MONDAY
    return _month(key), _month(key + 1)


def _month(key: int) -> int:
    year, month = divmod(key, _DECEMBER)
    return day_of(date(year, month + 1, 1))
