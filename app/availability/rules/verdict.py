"""Whether one time is offered, and if not, why: the booking's question and that of `slots/explain`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.availability.rules import barred
from app.availability.rules.clock import calendar, day_at
from app.availability.rules.fit import neighbouring
from app.availability.rules.horizon import dates_of
from app.availability.rules.hours import opened, pieces
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
    REST = "REST"
    LIMIT_REACHED = "LIMIT_REACHED"
    GAP = "GAP"


# What somebody else's booking brings about: nobody can promise that it will not.
OTHERS = frozenset({Reason.TAKEN, Reason.REST, Reason.LIMIT_REACHED})


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
    reasons = (
        *_of_distance(timetable, terms, start, now),
        *_of_hours(timetable, terms, start),
        *_of_others(timetable, terms, start),
    )
    return Verdict(start, reasons)


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


def _of_hours(timetable: Timetable, terms: Terms, start: int) -> list[Reason]:
    slot = terms.slot(start)
    hours = pieces(timetable, slot.start, slot.end)
    reasons = []
    if opened(hours) != [slot]:
        reasons.append(Reason.OUTSIDE_HOURS)
    grids = [origin for opens, _, origin in hours if opens == start]
    if (
        grids
        and not any(terms.on_grid(start, origin) for origin in grids)
        and not _fits(timetable, terms, start)
    ):
        reasons.append(Reason.OFF_GRID)
    return reasons


def _fits(timetable: Timetable, terms: Terms, start: int) -> bool:
    """Whether it leaves no gap beside what is taken, where that counts. Of a taken time nobody can tell."""
    near = barred.by_busy(timetable, terms) + barred.by_rest(timetable, terms)
    return terms.grid is Grid.FIT and (_within(start, near) or start in neighbouring(near))


def _of_others(timetable: Timetable, terms: Terms, start: int) -> list[Reason]:
    against = {
        Reason.TAKEN: barred.by_busy(timetable, terms),
        Reason.REST: barred.by_rest(timetable, terms),
        Reason.LIMIT_REACHED: barred.by_limits(timetable, terms, calendar(timetable, start, start + 1)),
    }
    return [reason for reason, stretches_ in against.items() if _within(start, stretches_)]


def _within(start: int, pairs: list[Pair]) -> bool:
    return any(first <= start < end for first, end in pairs)
