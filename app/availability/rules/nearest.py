"""Free times around a wanted one, and the first from now on: for refusals and for search results."""

from collections.abc import Callable, Iterator, Sequence

from app.kernel.intervals import Interval
from app.kernel.zones import DAY

REACH_DAYS = 7

# All starts within a window, ascending.
Find = Callable[[Interval], Sequence[int]]


def nearest(find: Find, start: int, *, count: int = 3, days: int = REACH_DAYS) -> tuple[int, ...]:
    """Give the starts that `find` has around the wanted one, closest first, the earlier of two as close.

    What it knows of taken times reaches `days` to both sides, and the offering's length and buffers beyond.
    """
    found: Sequence[int] = ()
    for reach in _growing(days):
        found = find(Interval(start - reach, start + reach + 1))
        if len(found) >= count:
            break
    return tuple(sorted(found, key=lambda slot: (abs(slot - start), slot))[:count])


def next_available(find: Find, window: Interval) -> int | None:
    """Give the first start that `find` has within the window."""
    begin = window.start
    for reach in _growing(max(0, window.end - window.start) // DAY + 1):
        end = min(window.start + reach, window.end)
        found = find(Interval(begin, end))
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
