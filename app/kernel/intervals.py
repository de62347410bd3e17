"""Half-open stretches `[start, end)` of whole numbers, usually epoch seconds.

An interval whose end is not after its start is empty: it touches nothing and covers nothing.
The set functions take and give plain pairs, because an engine makes thousands of them.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Pair = tuple[int, int]


class Interval(NamedTuple):
    start: int
    end: int

    @property
    def empty(self) -> bool:
        return self.end <= self.start

    def overlaps(self, other: Pair) -> bool:
        return max(self.start, other[0]) < min(self.end, other[1])

    def holds(self, instant: int) -> bool:
        return self.start <= instant < self.end

    def padded(self, *, before: int = 0, after: int = 0) -> "Interval":
        return Interval(self.start - before, self.end + after)

    def clipped(self, other: Pair) -> "Interval":
        """What both have; empty where they are apart."""
        return Interval(max(self.start, other[0]), min(self.end, other[1]))


def merged(pairs: Sequence[Pair]) -> list[Pair]:
    """Cover the same points by the fewest intervals, ascending; those that touch become one.

    With starts and ends each sorted by themselves, there is a gap before the n-th start exactly if the n-1
    earliest ends are all before it: then whatever began has ended.
    """
    starts = sorted([start for start, end in pairs if start < end])
    ends = sorted([end for start, end in pairs if start < end])
    if not starts:
        return []
    gaps = [(end, start) for end, start in zip(ends, starts[1:], strict=False) if end < start]
    firsts = [starts[0], *[start for _, start in gaps]]
    return list(zip(firsts, [*[end for end, _ in gaps], ends[-1]], strict=True))


def subtracted(stretches: Iterable[Pair], taken: Sequence[Pair]) -> list[Pair]:
    """Keep what of the stretches is not taken; both ascending and disjoint, as `merged` gives them."""
    left: list[Pair] = []
    place, count = 0, len(taken)
    for start, end in stretches:
        free_from = start
        while place < count and taken[place][1] <= start:
            place += 1
        # The last taken stretch may reach into the next free one, so only this scan runs ahead.
        ahead = place
        while ahead < count and taken[ahead][0] < end:
            busy_from, busy_until = taken[ahead]
            if free_from < busy_from:
                left.append((free_from, busy_from))
            free_from = busy_until
            ahead += 1
        if free_from < end:
            left.append((free_from, end))
    return left
