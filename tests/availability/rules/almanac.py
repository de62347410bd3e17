"""Short words for the hand-worked cases: hours, instants, and slots read back from a wall clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.availability.rules import Span, Terms, Timetable, WeeklyRule, open_slots
from app.kernel.intervals import Interval
from app.kernel.zones import dates_window, instant_of, wall_of

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def utc(*fields: int) -> int:
    return instant_of(datetime(*fields, tzinfo=UTC))  # type: ignore[arg-type, misc]


def hhmm(text: str) -> int:
    """Read 26:00 as two o'clock on the next day."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def span(text: str) -> Span:
    return Span(*map(hhmm, text.split("-")))


def daily(*spans: str) -> tuple[WeeklyRule, ...]:
    return tuple(WeeklyRule(day, *map(hhmm, text.split("-"))) for day in range(7) for text in spans)


def terms(duration: int = 60, step: int = 60, **others: Any) -> Terms:
    return Terms(duration=duration, step=step, **others)


def on(timetable: Timetable, asked: Terms, *dates: date, now: datetime = LONG_AGO) -> tuple[int, ...]:
    """List the starts of whole dates, the provider's, from the first to the last given."""
    window = dates_window(timetable.zone, dates[0], dates[-1])
    return open_slots(timetable, asked, window=window, now=now)


def clocks(timetable: Timetable, slots: tuple[int, ...]) -> list[str]:
    """Read the starts from the provider's wall clock, with the hours that it is ahead of UTC."""
    walls = [wall_of(timetable.zone, slot) for slot in slots]
    return [f"{wall:%H:%M}{(wall.utcoffset() or timedelta()) / timedelta(hours=1):+g}" for wall in walls]


def times(timetable: Timetable, slots: tuple[int, ...]) -> list[str]:
    return [f"{wall_of(timetable.zone, slot):%H:%M}" for slot in slots]


def hour(start: int, hours: float = 1) -> Interval:
    return Interval(start, start + int(hours * 3600))
