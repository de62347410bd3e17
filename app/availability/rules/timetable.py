"""What a provider has written down: hours on the wall clock, and what is already taken of them.

Minutes count from local midnight and may pass 1440: that is the following day. 24:00 is 1440.
"""

from dataclasses import dataclass
from datetime import date

from app.availability.rules.limits import Booked, Limit
from app.kernel.errors import InvalidInput
from app.kernel.intervals import Interval

DAY_MINUTES = 1440


def check_minutes(opens: int, closes: int) -> None:
    if not 0 <= opens < DAY_MINUTES:
        raise InvalidInput.at("opens", "A span opens between 00:00 and 23:59 of its date.")
    if closes <= opens:
        raise InvalidInput.at("closes", "A span closes after it opens; add 1440 minutes for the next day.")
    if closes > 2 * DAY_MINUTES:
        raise InvalidInput.at("closes", "A span closes on its own date or on the next.")


@dataclass(frozen=True, slots=True)
class Span:
    opens: int
    closes: int

    def __post_init__(self) -> None:
        check_minutes(self.opens, self.closes)


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """One span of every such weekday (0 = Monday) on which it opens between its dates, both included."""

    weekday: int
    opens: int
    closes: int
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        check_minutes(self.opens, self.closes)
        if not 0 <= self.weekday <= 6:  # noqa: PLR2004 - the days of a week, Sunday last
            raise InvalidInput.at("weekday", "Weekdays run from 0, Monday, to 6, Sunday.")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise InvalidInput.at("valid_until", "A rule ends on or after the date it begins.")


@dataclass(frozen=True, slots=True)
class Override:
    """One date's hours instead of its weekly ones; without spans the date is closed."""

    date: date
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Trip:
    """Some dates, both included, whose hours are read on the clock of another zone."""

    first: date
    last: date
    zone: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidInput.at("last_date", "A trip ends on or after the date it begins.")


@dataclass(frozen=True, slots=True)
class Timetable:
    """A provider's hours in their zone, and the stretches taken of their time.

    `busy` is in epoch seconds and in any order: occupancies and holds with their buffers, time off, busy
    times of outside calendars. A broken second at either end is taken whole by whoever makes the interval.
    `rest` is the least number of minutes between two bookings, `limits` are those over all offerings; both
    look at `booked`, which is read for them alone.
    """

    zone: str
    weekly: tuple[WeeklyRule, ...] = ()
    overrides: tuple[Override, ...] = ()
    busy: tuple[Interval, ...] = ()
    rest: int = 0
    limits: tuple[Limit, ...] = ()
    booked: tuple[Booked, ...] = ()
    trips: tuple[Trip, ...] = ()
