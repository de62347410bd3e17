"""Seats of a group: an occurrence that has some left can be joined, whatever the hours say by now. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.availability.rules.terms import Terms
from app.kernel.intervals import Interval


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A group's appointment that stands: its time without buffers, and how many of its seats are taken."""

    start: int
    end: int
    taken: int


@dataclass(frozen=True, slots=True)
class Seats:
    """How many seats an offering has, how many are wanted side by side, and what stands of it."""

    every: int = 1
    party: int = 1
    occurrences: tuple[Occurrence, ...] = ()

    def left(self, terms: Terms) -> Mapping[int, int]:
        """The seats left in each occurrence as long as the terms say, by its start; of several, the most."""
        found: dict[int, int] = {}
        for one in self.occurrences:
            if one.end - one.start == terms.seconds:
                found[one.start] = max(found.get(one.start, 0), self.every - one.taken)
        return found

    def joinable(self, terms: Terms, window: Interval, now: datetime) -> Mapping[int, int]:
        """What of it has room for the party, within the window and not sooner than the notice."""
        first = max(window.start, terms.earliest(now))
        return {
            start: left
            for start, left in self.left(terms).items()
            if left >= self.party and first <= start < window.end
        }
