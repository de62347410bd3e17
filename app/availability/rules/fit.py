"""Starts that leave no gap beside what is taken: directly after it, or so that they end directly before it.

They stand on whole minutes: after a busy time that ends within a minute the next one begins the start.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from app.kernel.intervals import Pair, merged

_MINUTE = 60


def beside(near: Sequence[Pair], free: Sequence[Pair]) -> Iterator[int]:
    """Give those starts that are free, by the starts that the neighbours forbid."""
    firsts = [start for start, _ in free]
    for start in neighbouring(near):
        place = bisect_right(firsts, start) - 1
        if place >= 0 and start < free[place][1]:
            yield start


def neighbouring(near: Sequence[Pair]) -> Iterator[int]:
    """Give the last whole minute before and the first after each forbidden stretch."""
    for first, end in merged(near):
        yield (first - 1) // _MINUTE * _MINUTE
        yield -(-end // _MINUTE) * _MINUTE
