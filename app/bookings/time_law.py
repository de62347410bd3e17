"""When a country changes its clocks: what was booked for ten o'clock is at ten o'clock. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel import zones
from app.kernel.intervals import Interval


def by_law(zone: str, wall: datetime, *, before: datetime) -> int | None:
    """The instant of a wall time as the clocks go now; None where they jump over it.

    Of an hour that comes twice, the pass that lies nearer to the instant it was `before`.
    """
    instants = zones.instants_of(zone, wall)
    return min(instants, key=lambda at: abs(at - zones.instant_of(before)), default=None)


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch of a resource that a booking holds."""

    booking_id: int
    resource_id: int
    during: Interval

    def later(self, seconds: int) -> "Taken":
        moved = Interval(self.during.start + seconds, self.during.end + seconds)
        return Taken(self.booking_id, self.resource_id, moved)

    def meets(self, other: "Taken") -> bool:
        return self.resource_id == other.resource_id and self.during.overlaps(other.during)


@dataclass(frozen=True, slots=True)
class Shift:
    """A booking that the law moves by so many seconds, and all that it holds."""

    booking_id: int
    seconds: int
    held: tuple[Taken, ...]

    @property
    def then(self) -> tuple[Taken, ...]:
        return tuple(taken.later(self.seconds) for taken in self.held)


def possible(shifts: Sequence[Shift], others: Iterable[Taken]) -> tuple[list[Shift], list[Shift]]:
    """Which of the shifts can all be made at once, and which stand in something's way.

    Neighbours move together: what is free only because another one leaves is free. What cannot move stays
    where it was, and so may be in the way of more. Of two that want one place the first has it.
    """
    moving, staying = list(shifts), list[Shift]()
    fixed = list(others)
    while (stuck := _stuck(moving, fixed)) is not None:
        moving.remove(stuck)
        staying.append(stuck)
        fixed += stuck.held
    return moving, staying


def _stuck(moving: Sequence[Shift], fixed: Sequence[Taken]) -> Shift | None:
    """The last of those that would overlap something."""
    for place, shift in reversed(list(enumerate(moving))):
        ahead = [taken for other in moving[:place] for taken in other.then]
        if any(mine.meets(other) for mine in shift.then for other in (*fixed, *ahead)):
            return shift
    return None
