"""Bookings made always win over new hours: they are named, never touched."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.availability import queries, stored
from app.availability.rules import Timetable
from app.availability.rules.hours import opened, pieces
from app.kernel.zones import instant_of


@dataclass(frozen=True, slots=True)
class Conflict:
    """A booking for which the hours have no room."""

    booking_id: int
    starts_at: datetime


def conflicts(session: Session, provider_id: int, *, now: datetime) -> list[Conflict]:
    """The bookings ahead that lie outside of the hours which their offerings follow."""
    session.flush()
    written = queries.hours(session, provider_id, since=now)
    timetables: dict[int | None, Timetable] = {}
    found = []
    for booking_id, start, end, schedule_id in queries.bookings_since(session, provider_id, now=now):
        if schedule_id not in timetables:
            timetables[schedule_id] = stored.timetable(written, schedule_id)
        if not _open_throughout(timetables[schedule_id], instant_of(start), instant_of(end)):
            found.append(Conflict(booking_id, start))
    return found


def _open_throughout(timetable: Timetable, start: int, end: int) -> bool:
    return opened(pieces(timetable, start, end)) == [(start, end)]
