"""How long a provider was open on each date. Pure."""

from collections.abc import Sequence

from app.kernel.intervals import Pair


def minutes_by_bound(open_: Sequence[Pair], bounds: Sequence[int], end: int) -> list[int]:
    """Whole minutes of ascending, disjoint stretches from each bound to the next, and to `end`."""
    totals, place = [], 0
    for begin, stop in zip(bounds, [*bounds[1:], end], strict=True):
        while place < len(open_) and open_[place][1] <= begin:
            place += 1
        ahead, seconds = place, 0
        while ahead < len(open_) and open_[ahead][0] < stop:
            seconds += max(0, min(open_[ahead][1], stop) - max(open_[ahead][0], begin))
            ahead += 1
        totals.append(seconds // 60)
    return totals
