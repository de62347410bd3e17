"""For every promise a sweep that finds it broken: readings overdue, channels that end, goodbyes unsaid."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.availability.models import BusySource
from app.calendars.metrics import OLDEST, STALE
from app.calendars.models import OutsideCalendar
from app.calendars.queries import connections
from app.db import ledger
from app.ports import ports

log = structlog.get_logger(__name__)

LATE = timedelta(minutes=2)
RENEWED_BEFORE = timedelta(hours=12)
AT_ONCE = 500
NIGHT = timedelta(hours=4)


def care(session: Session, *, now: datetime) -> int:
    """Owe again what nobody owes any more. How many tasks that made."""
    made = 0
    for connection in connections.overdue(session, now - LATE, AT_ONCE):
        key = f"calendar-care:{connection.id}:{now:%Y%m%d%H%M}"
        made += _owe(session, "calendars.read", key, connection_id=connection.id)
    pushing = [kind for kind, company in ports().calendars.items() if company.pushes]
    for calendar in connections.ending_channels(session, pushing, now + RENEWED_BEFORE, AT_ONCE):
        key = f"calendar-care-channel:{calendar.id}:{now:%Y%m%d%H}"
        made += _owe(session, "calendars.watch", key, calendar_id=calendar.id)
    for connection_id in connections.leaving(session, AT_ONCE):
        key = f"calendar-care-leave:{connection_id}:{now:%Y%m%d}"
        made += _owe(session, "calendars.leave", key, connection_id=connection_id)
    _show(session, now)
    return made


def compare_all(session: Session, *, now: datetime) -> int:
    """Have every account read as a whole, spread over the night."""
    made, after = 0, 0
    while found := connections.active(session, after, AT_ONCE):
        after = found[-1]
        for connection_id in found:
            spread = timedelta(seconds=connection_id * 7919 % int(NIGHT.total_seconds()))
            key = f"calendar-compare:{connection_id}:{now:%Y%m%d}"
            ledger.enqueue(
                session,
                "calendars.compare",
                run_at=now + spread,
                dedupe_key=key,
                connection_id=connection_id,
            )
            made += 1
    return made


def _owe(session: Session, name: str, key: str, **about: Any) -> int:
    if ledger.enqueue(session, name, dedupe_key=key, **about) is None:
        return 0
    log.warning("work owed again", task=name, **about)
    return 1


def _show(session: Session, now: datetime) -> None:
    """How old the oldest is, and how many are too old: of the calendars that block."""
    blocking = select(func.min(BusySource.read_at), func.count().filter(BusySource.fresh_until < now))
    oldest, stale = session.execute(
        blocking.join(OutsideCalendar, OutsideCalendar.source_id == BusySource.id)
    ).one()
    OLDEST.set((now - oldest).total_seconds() if oldest is not None else 0)
    STALE.set(stale)
