"""Reminders: planned when a booking becomes firm or changes, owed when their time has come."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from app.db.ledger.batch import INSERT_TASKS, Batch
from app.notifications import queries, rules
from app.notifications.kinds import Kind, Role
from app.notifications.metrics import REMINDERS
from app.notifications.queries import Upcoming
from app.notifications.quiet import remind_at
from app.notifications.service.tell import Subject, owe

log = structlog.get_logger(__name__)


def plan(session: Session, booking_id: int, version: int) -> int:
    """Owe the reminders of one version of a booking, each at its time. How many that are.

    Those whose time had passed when the booking became what it is are left out: it was told in that moment.
    """
    found = queries.upcoming(session, booking_id, version)
    if found is None:
        return 0
    times = {
        (minutes, role): at
        for minutes in found.minutes
        for role in found.quiet
        if (at := _at(found, minutes, role)) > found.since
    }
    _owe_all(session, booking_id, version, times)
    log.info("reminders planned", booking_id=booking_id, version=version, reminders=len(times))
    return len(times)


def _owe_all(
    session: Session, booking_id: int, version: int, times: Mapping[tuple[int, Role], datetime]
) -> None:
    """All in one statement, since every booking pays for it."""
    tasks = Batch()
    for (minutes, role), at in times.items():
        tasks.add(
            "notifications.remind",
            run_at=at,
            dedupe_key=f"remind:{booking_id}:{version}:{minutes}:{role}",
            booking_id=booking_id,
            version=version,
            minutes=minutes,
            role=role.value,
        )
    if times:
        session.connection().exec_driver_sql(INSERT_TASKS.format(join=""), {"tasks": tasks.json})


def _at(found: Upcoming, minutes: int, role: Role) -> datetime:
    return remind_at(found.starts, timedelta(minutes=minutes), found.quiet[role])


def remind(
    session: Session, booking_id: int, version: int, *, minutes: int, role: Role, now: datetime
) -> list[int]:
    """Owe one reminder, if the booking is still as it was planned for, and if it still helps.

    Returns:
        The new deliveries' ids.
    """
    starts = queries.start_as_planned(session, booking_id, version)
    if starts is None:
        _not_sent("dropped", booking_id, minutes)
        return []
    if rules.is_too_late(starts, now):
        _not_sent("missed", booking_id, minutes)
        return []
    name = f"booking-{booking_id}:{version}:{minutes}"
    people = queries.people_of_booking(session, booking_id)
    subject = Subject(name, people, booking_id, {"version": version, "minutes": minutes})
    owed = owe(session, Kind.BOOKING_REMINDER, role, subject)
    REMINDERS.labels("owed" if owed else "silenced").inc()
    return owed


def _not_sent(outcome: str, booking_id: int, minutes: int) -> None:
    REMINDERS.labels(outcome).inc()
    log.info("reminder not sent", why=outcome, booking_id=booking_id, minutes=minutes)
