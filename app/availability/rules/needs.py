"""What a booking needs besides somebody's time: so many of some rooms or devices. Pure.

Any of them will do. A start is barred where too many of them are taken for that: nobody has to be named.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.availability.rules.barred import by_stretches
from app.availability.rules.terms import Terms
from app.kernel.intervals import Interval, Pair, merged


@dataclass(frozen=True, slots=True)
class Need:
    """So many of these resources, the first that are free; and when each is taken, buffers included.

    For all of a booking, or for a `part` of it, in seconds from its start.
    """

    count: int
    resources: tuple[int, ...]
    busy: tuple[tuple[Interval, ...], ...]
    part: Interval | None = None

    def kept(self, terms: Terms, start: int) -> Interval:
        """Give the stretch in which a booking at this start needs them."""
        if self.part is None:
            return terms.padded(start)
        return Interval(start + self.part.start, start + self.part.end)

    def barred(self, terms: Terms) -> list[Pair]:
        """Give the starts at which too few of them are free."""
        each = [by_stretches(busy, self.kept(terms, 0)) for busy in self.busy]
        return crowded(each, len(self.resources) - self.count)


def crowded(barred: Sequence[Sequence[Pair]], spare: int) -> list[Pair]:
    """Give where more than `spare` of these sets of stretches overlap; ascending and disjoint."""
    edges = [edge for pairs in barred for start, end in merged(pairs) for edge in ((start, 1), (end, -1))]
    found: list[Pair] = []
    depth, since = 0, 0
    for at, step in sorted(edges):
        if step < 0 and depth == spare + 1:
            found.append((since, at))
        depth += step
        if step > 0 and depth == spare + 1:
            since = at
    return merged(found)


def chosen(needs: Sequence[Need], terms: Terms, start: int) -> list[tuple[int, Interval]] | None:
    """Give the resources that serve all needs of a start, and when; None where too few of them are free."""
    found: list[tuple[int, Interval]] = []
    for need in needs:
        stretch = need.kept(terms, start)
        free = [
            resource
            for resource, busy in zip(need.resources, need.busy, strict=True)
            if not any(one.overlaps(stretch) for one in busy)
        ]
        if len(free) < need.count:
            return None
        found += [(resource, stretch) for resource in free[: need.count]]
    return found
