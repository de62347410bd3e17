"""How well outside calendars are known, as whoever asks for free times is told; and that they asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from app.availability.models import BusySource
from app.availability.schedule import Schedule
from app.db import ledger
from app.db.session import transaction

NOTED_EVERY = timedelta(minutes=1)
COLD_AFTER = timedelta(minutes=10)


def freshness_of(schedule: Schedule) -> dict[str, Any] | None:
    """None: the provider has no calendar outside."""
    outside = schedule.facts["outside"]
    if outside is None:
        return None
    read_at, fresh_until, _ = (_moment(at) for at in outside)
    age = schedule.now - read_at if read_at is not None else None
    return {
        "degraded": fresh_until is not None and fresh_until < schedule.now,
        "lastReadAt": read_at.isoformat().replace("+00:00", "Z") if read_at is not None else None,
        "ageSeconds": int(age.total_seconds()) if age is not None else None,
    }


def note_looked(schedule: Schedule) -> None:
    """Somebody looks at these free times: keep reading briskly. Written down once a minute at most.

    What was not looked at for a while may be older than that: it is read at once, while the answer goes out.
    """
    outside = schedule.facts["outside"]
    if outside is None:
        return
    looked_at = _moment(outside[2])
    if looked_at is not None and schedule.now - looked_at < NOTED_EVERY:
        return
    with transaction() as session:
        if _noted(session, schedule) and (looked_at is None or schedule.now - looked_at > COLD_AFTER):
            ledger.enqueue(session, "calendars.refresh", resource_id=schedule.resource_id)


def _noted(session: Session, schedule: Schedule) -> bool:
    """Of several who look at once, one notes it."""
    since = schedule.now - NOTED_EVERY
    stale = or_(BusySource.looked_at.is_(None), BusySource.looked_at < since)
    noting = update(BusySource).where(BusySource.resource_id == schedule.resource_id, stale)
    noted = session.scalars(noting.values(looked_at=schedule.now).returning(BusySource.id)).all()
    return bool(noted)


def _moment(epoch: float | None) -> datetime | None:
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)
