"""Hours in which several people are open at once."""

from collections.abc import Sequence
from functools import reduce

from app.availability.rules.hours import Piece


def shared(hours: Sequence[list[Piece]]) -> list[Piece]:
    """Give the pieces in which all are open; their grid counts from the latest of the written openings."""
    return reduce(_both, hours)


def _both(ours: list[Piece], theirs: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    place = 0
    for opens, closes, origin in ours:
        while place < len(theirs) and theirs[place][1] <= opens:
            place += 1
        # A piece of overlapping spans may end before one that began earlier, so the scan looks at each.
        ahead = place
        while ahead < len(theirs) and theirs[ahead][0] < closes:
            begins, ends, other = theirs[ahead]
            if ends > opens:
                found.append((max(opens, begins), min(closes, ends), max(origin, other)))
            ahead += 1
    return sorted(found)
