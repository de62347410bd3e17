"""Whether one time is offered, and if not, why: the booking's question and that of `slots/explain`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.availability.rules import barred
from app.availability.rules.clock import calendar, day_at
from app.availability.rules.fit import neighbouring
from app.availability.rules.horizon import dates_of
from app.availability.rules.hours import opened, pieces
from app.availability.rules.shared import shared
from app.availability.rules.terms import Grid, Terms
from app.availability.rules.timetable import Timetable
from app.kernel.intervals import Pair
from app.kernel.zones import instant_from, instants_of


class Reason(StrEnum):
    """Why a time is not offered. The names are part of the API: they may grow in number, never change."""

    IN_THE_PAST = "IN_THE_PAST"
    TOO_SOON = "TOO_SOON"
    TOO_EARLY = "TOO_EARLY"
    TOO_FAR = "TOO_FAR"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    OFF_GRID = "OFF_GRID"
    TAKEN = "TAKEN"
    RESOURCE_TAKEN = "RESOURCE_TAKEN"
    REST = "REST"
    LIMIT_REACHED = "LIMIT_REACHED"
    FULL = "FULL"
    GAP = "GAP"


# What somebody else's booking brings about: nobody can promise that it will not.
OTHERS = frozenset({Reason.TAKEN, Reason.RESOURCE_TAKEN, Reason.REST, Reason.LIMIT_REACHED, Reason.FULL})


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that stands against a start, in the order of `Reason`; a wall time that is skipped has no start."""

    start: int | None
    reasons: tuple[Reason, ...] = ()

    @property
    def offered(self) -> bool:
        return not self.reasons


def judge(timetable: Timetable, terms: Terms, start: int, *, now: datetime) -> Verdict:
    """Judge one start; it is offered exactly if `open_slots` lists it."""
    return Verdict(start, judge_jointly((timetable,), terms, start, lead=timetable, now=now))


def judge_jointly(
    hosts: Sequence[Timetable],
    terms: Terms,
    start: int,
    *,
    lead: Timetable,
    now: datetime,
    crowded: Sequence[Pair] = (),
) -> tuple[Reason, ...]:
    """Give what stands against a start for which all of the hosts are needed, as `joint_slots` has it."""
    return (
        *_of_distance(lead, terms, start, now),
        *_of_hours(hosts, terms, start, crowded),
        *_of_others(hosts, terms, start, lead, crowded),
    )


def judge_wall(timetable: Timetable, terms: Terms, wall: datetime, *, now: datetime) -> tuple[Verdict, ...]:
    """Judge what the provider's clock shows: in a fold both instants, told apart by their starts."""
    starts = instants_of(timetable.zone, wall)
    return tuple(judge(timetable, terms, start, now=now) for start in starts) or (
        Verdict(None, (Reason.GAP,)),
    )


def _of_distance(timetable: Timetable, terms: Terms, start: int, now: datetime) -> list[Reason]:
    reasons = []
    if start < instant_from(now):
        reasons.append(Reason.IN_THE_PAST)
    elif start < terms.earliest(now):
        reasons.append(Reason.TOO_SOON)
    first, last = dates_of(timetable, terms, now)
    day = day_at(timetable, start)
    if first is not None and day < first:
        reasons.append(Reason.TOO_EARLY)
    if last is not None and day > last:
        reasons.append(Reason.TOO_FAR)
    return reasons


def _of_hours(hosts: Sequence[Timetable], terms: Terms, start: int, crowded: Sequence[Pair]) -> list[Reason]:
    slot = terms.slot(start)
    hours = shared([pieces(host, slot.start, slot.end) for host in hosts])
    reasons = []
    if opened(hours) != [slot]:
        reasons.append(Reason.OUTSIDE_HOURS)
    grids = [origin for opens, _, origin in hours if opens == start]
    on_grid = any(terms.on_grid(start, origin) for origin in grids)
    if grids and not on_grid and not _fits(hosts, terms, start, crowded):
        reasons.append(Reason.OFF_GRID)
    return reasons


def _fits(hosts: Sequence[Timetable], terms: Terms, start: int, crowded: Sequence[Pair]) -> bool:
    """Whether it leaves no gap beside what is taken, where that counts. Of a taken time nobody can tell."""
    if terms.grid is not Grid.FIT:
        return False
    near = [*crowded, *(pair for host in hosts for pair in barred.by_neighbours(host, terms))]
    return _within(start, near) or start in neighbouring(near)


def _of_others(
    hosts: Sequence[Timetable], terms: Terms, start: int, lead: Timetable, crowded: Sequence[Pair]
) -> list[Reason]:
    def of(what: Callable[[Timetable], Sequence[Pair]]) -> bool:
        return any(_within(start, what(host)) for host in hosts)

    def full(host: Timetable) -> list[Pair]:
        return barred.by_limits(host, terms, calendar(host, start, start + 1))

    offered = barred.by_offering_limits(lead, terms, calendar(lead, start, start + 1))
    against = {
        Reason.TAKEN: of(lambda host: barred.by_busy(host, terms)),
        Reason.RESOURCE_TAKEN: _within(start, crowded),
        Reason.REST: of(lambda host: barred.by_rest(host, terms)),
        Reason.LIMIT_REACHED: of(full) or _within(start, offered),
    }
    return [reason for reason, stands in against.items() if stands]


def _within(start: int, pairs: Sequence[Pair]) -> bool:
    return any(first <= start < end for first, end in pairs)
