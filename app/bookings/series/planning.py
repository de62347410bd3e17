"""Which appointments of a series can be had, and what else is free where one cannot. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.availability.offer import Offer
from app.availability.rules import Reason, nearest
from app.availability.rules.limits import Booked
from app.kernel import zones


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One appointment, counted from 1. A wall time that the clock jumps over has no `start`."""

    number: int
    wall: datetime
    start: datetime | None
    reasons: tuple[Reason, ...] = ()
    near: tuple[datetime, ...] = ()

    @property
    def free(self) -> bool:
        return not self.reasons


def plan(offer: Offer, walls: Sequence[datetime]) -> list[Planned]:
    """Each appointment stands in the way of those after it."""
    planned, standing = [], offer
    for number, wall in enumerate(walls, 1):
        one = _planned(standing, number, wall)
        planned.append(one)
        if one.free and one.start is not None:
            standing = with_one_more(standing, one.start)
    return planned


def with_one_more(offer: Offer, start: datetime) -> Offer:
    """The same offer once this appointment is booked, as far as it is known by now who and what it takes."""
    terms, at = offer.schedule.terms, zones.instant_of(start)
    booked = Booked(*terms.slot(at), offer.schedule.offering_id)
    return replace(offer, lineup=offer.lineup.occupied(terms.padded(at), booked))


def _planned(offer: Offer, number: int, wall: datetime) -> Planned:
    instants = zones.instants_of(offer.schedule.timetable.zone, wall)
    if not instants:
        return Planned(number=number, wall=wall, start=None, reasons=(Reason.GAP,))
    start = zones.moment_of(instants[0])
    reasons = offer.against(start)
    near = _near(offer, instants[0]) if reasons else ()
    return Planned(number=number, wall=wall, start=start, reasons=reasons, near=near)


def _near(offer: Offer, start: int) -> tuple[datetime, ...]:
    return tuple(zones.moment_of(at) for at in nearest(offer.starts, start))
