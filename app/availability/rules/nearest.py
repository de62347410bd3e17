"""Free times around a wanted one, and the first from now on: for refusals and for search results."""

from collections.abc import Iterator
from datetime import datetime

from app.availability.rules.slots import open_slots
from app.availability.rules.terms import Terms
from app.availability.rules.timetable import Timetable
from app.kernel.intervals import Interval
from app.kernel.zones import DAY

REACH_DAYS = 7


def nearest(
    timetable: Timetable, terms: Terms, start: int, *, now: datetime, count: int = 3, days: int = REACH_DAYS
) -> tuple[int, ...]:
    """Give the free starts closest to the wanted one, closest first, the earlier of two as close.

    The timetable's busy times must reach `days` to both sides, and the offering's length and buffers beyond.
    """
    found: tuple[int, ...] = ()
    for reach in _growing(days):
        around = Interval(start - reach, start + reach + 1)
        found = open_slots(timetable, terms, window=around, now=now)
        if len(found) >= count:
            break
    return tuple(sorted(found, key=lambda slot: (abs(slot - start), slot))[:count])


def next_available(timetable: Timetable, terms: Terms, *, window: Interval, now: datetime) -> int | None:
    """Give the first free start within the window."""
    since = max(window.start, terms.earliest(now))
    begin = since
    for reach in _growing(max(0, window.end - since) // DAY + 1):
        end = min(since + reach, window.end)
        found = open_slots(timetable, terms, window=Interval(begin, end), now=now)
        if found:
            return found[0]
        begin = end
    return None


def _growing(days: int) -> Iterator[int]:
    """Look one day far, then twice as far each time: most searches end near."""
    reach = 1
    while reach < days:
        yield reach * DAY
        reach *= 2
    yield days * DAY
