"""Which appointments of a series can be had, and what else is free where one cannot. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.availability.rules import Reason, nearest
from app.availability.rules.limits import Booked
from app.availability.schedule import Schedule
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


def plan(schedule: Schedule, walls: Sequence[datetime]) -> list[Planned]:
    """Each appointment stands in the way of those after it."""
    planned, standing = [], schedule
    for number, wall in enumerate(walls, 1):
        one = _planned(standing, number, wall)
        planned.append(one)
        if one.free and one.start is not None:
            standing = with_one_more(standing, one.start)
    return planned


def with_one_more(schedule: Schedule, start: datetime) -> Schedule:
    """The same schedule once this appointment is booked."""
    at, hours = zones.instant_of(start), schedule.timetable
    booked = (*hours.booked, Booked(*schedule.terms.slot(at), schedule.offering_id))
    busy = (*hours.busy, schedule.terms.padded(at))
    return replace(schedule, timetable=replace(hours, busy=busy, booked=booked))


def _planned(schedule: Schedule, number: int, wall: datetime) -> Planned:
    instants = zones.instants_of(schedule.timetable.zone, wall)
    if not instants:
        return Planned(number=number, wall=wall, start=None, reasons=(Reason.GAP,))
    start = zones.moment_of(instants[0])
    reasons = schedule.against(start)
    near = _near(schedule, instants[0]) if reasons else ()
    return Planned(number=number, wall=wall, start=start, reasons=reasons, near=near)


def _near(schedule: Schedule, start: int) -> tuple[datetime, ...]:
    found = nearest(schedule.timetable, schedule.terms, start, now=schedule.now)
    return tuple(zones.moment_of(at) for at in found)
