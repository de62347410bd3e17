"""Reminders: planned when a booking becomes firm or changes, owed when their time has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.notifications import queries, rules
from app.notifications.kinds import Kind, Role
from app.notifications.metrics import REMINDERS
from app.notifications.queries import Reader, Upcoming
from app.notifications.queries.reminders import Planned
from app.notifications.quiet import remind_at
from app.notifications.service.tell import Subject, owe_all

log = structlog.get_logger(__name__)


def plan(session: Session, booking_id: int, version: int) -> int:
    """Owe the reminders of one version of a booking, each at its time. How many that are.

    Those whose time had passed when the booking became what it is are left out: it was told in that moment.
    """
    found = queries.upcoming(session, booking_id, version)
    if found is None:
        return 0
    times = {
        (minutes, reader): at
        for minutes in found.minutes
        for reader in found.quiet
        if (at := _at(found, minutes, reader)) > found.since
    }
    _owe_all(session, booking_id, version, times)
    log.info("reminders planned", booking_id=booking_id, version=version, reminders=len(times))
    return len(times)


def _owe_all(
    session: Session, booking_id: int, version: int, times: Mapping[tuple[int, Reader], datetime]
) -> None:
    """All in one statement, since every booking pays for it."""
    tasks = ledger.Batch()
    for (minutes, (role, user_id)), at in times.items():
        who = {} if user_id is None else {"user_id": user_id}
        tasks.add(
            "notifications.remind",
            run_at=at,
            dedupe_key=":".join(
                ("remind", str(booking_id), str(version), str(minutes), role, *map(str, who.values()))
            ),
            booking_id=booking_id,
            version=version,
            minutes=minutes,
            role=role.value,
            **who,
        )
    ledger.enqueue_all(session, tasks)


def _at(found: Upcoming, minutes: int, reader: Reader) -> datetime:
    return remind_at(found.starts, timedelta(minutes=minutes), found.quiet[reader])


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose time has come, as it was planned."""

    booking_id: int
    version: int
    minutes: int
    role: Role
    user_id: int | None = None  # one of a team's


def remind(
    session: Session, booking_id: int, version: int, *, minutes: int, reader: Reader, now: datetime
) -> list[int]:
    """Owe one reminder, if the booking is still as it was planned for, and if it still helps.

    Returns:
        The new deliveries' ids.
    """
    role, user_id = reader
    return remind_all(session, [Due(booking_id, version, minutes, role, user_id)], now=now)


def remind_all(session: Session, dues: Sequence[Due], *, now: datetime) -> list[int]:
    """Owe several. Thousands fall due on the same minute, since appointments begin on the hour."""
    bookings = queries.planned(session, {due.booking_id for due in dues})
    helping = [due for due in dues if _still_helps(due, bookings.get(due.booking_id), now)]
    subjects = [(due.role, _subject(due, bookings[due.booking_id])) for due in helping]
    owed = owe_all(session, Kind.BOOKING_REMINDER, subjects)
    told = len({(each.user_id, each.booking_id, each.data["minutes"]) for each in owed})
    REMINDERS.labels("owed").inc(told)
    REMINDERS.labels("silenced").inc(len(subjects) - told)
    return [each.delivery_id for each in owed]


def _subject(due: Due, booking: Planned) -> Subject:
    name = f"booking-{due.booking_id}:{due.version}:{due.minutes}"
    named = [one for one in booking.people.get(due.role, ()) if due.user_id in {None, one}]
    data = {"version": due.version, "minutes": due.minutes}
    return Subject(name, {due.role: named}, due.booking_id, data)


def _still_helps(due: Due, booking: Planned | None, now: datetime) -> bool:
    if booking is None or booking.version != due.version:
        return _not_sent("dropped", due)
    return not rules.is_too_late(booking.starts, now) or _not_sent("missed", due)


def _not_sent(outcome: str, due: Due) -> bool:
    REMINDERS.labels(outcome).inc()
    log.info("reminder not sent", why=outcome, booking_id=due.booking_id, minutes=due.minutes)
    return False
