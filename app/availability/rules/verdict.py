"""Whether one time is offered, and if not, why: the booking's question and that of `slots/explain`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.availability.rules.hours import opened, pieces
from app.availability.rules.slots import barred_by_busy
from app.availability.rules.terms import MINUTE, Terms
from app.availability.rules.timetable import Timetable
from app.kernel.zones import date_of, day_of, instant_from, instants_of, stretches


class Reason(StrEnum):
    """Why a time is not offered. The names are part of the API: they may grow in number, never change."""

    IN_THE_PAST = "IN_THE_PAST"
    TOO_SOON = "TOO_SOON"
    TOO_FAR = "TOO_FAR"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    OFF_GRID = "OFF_GRID"
    TAKEN = "TAKEN"
    GAP = "GAP"


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
        *_of_busy(timetable, terms, start),
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
    last_day = terms.last_day(timetable.zone, now)
    if last_day is not None and day_of(date_of(timetable.zone, start)) > last_day:
        reasons.append(Reason.TOO_FAR)
    return reasons


def _of_hours(timetable: Timetable, terms: Terms, start: int) -> list[Reason]:
    slot = terms.slot(start)
    hours = pieces(timetable, stretches(timetable.zone, slot.start, slot.end))
    reasons = []
    if opened(hours) != [slot]:
        reasons.append(Reason.OUTSIDE_HOURS)
    grids = [origin for opens, _, origin in hours if opens == start]
    if grids and all((start - origin) % (terms.step * MINUTE) for origin in grids):
        reasons.append(Reason.OFF_GRID)
    return reasons


def _of_busy(timetable: Timetable, terms: Terms, start: int) -> list[Reason]:
    barred = any(first <= start < end for first, end in barred_by_busy(timetable, terms))
    return [Reason.TAKEN] if barred else []
