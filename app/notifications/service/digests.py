"""The agenda of the day, for providers, in the morning of their zone."""

from datetime import date, datetime, time, timedelta

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel import zones
from app.notifications import queries
from app.notifications.kinds import Kind, Role
from app.notifications.service.tell import Subject, owe

log = structlog.get_logger(__name__)

MORNING = time(7)
LATEST = timedelta(hours=3)  # after an outage: a digest at noon tells nobody anything


def plan(session: Session, *, now: datetime) -> int:
    """Owe each provider whose morning it is the digest of the day, once. How many that were.

    Only providers who have something on their agenda are looked for.
    """
    owed = 0
    for zone in queries.zones_of_providers(session):
        day = morning_of(zone, now)
        if day is not None:
            owed += sum(
                _owe(session, provider_id, day) for provider_id in queries.busy_providers(session, zone, day)
            )
    return owed


def morning_of(zone: str, now: datetime) -> date | None:
    """The date that dawns in a zone; None while it is not morning there."""
    wall = zones.wall_of(zone, zones.instant_of(now)).replace(tzinfo=None)
    since = wall - datetime.combine(wall.date(), MORNING)
    return wall.date() if timedelta() <= since < LATEST else None


def _owe(session: Session, provider_id: int, day: date) -> bool:
    key = f"digest:{provider_id}:{day}"
    task_id = ledger.enqueue(
        session, "notifications.digest", dedupe_key=key, provider_id=provider_id, day=day.isoformat()
    )
    return task_id is not None


def digest(session: Session, provider_id: int, day: str) -> list[int]:
    """Owe one provider the agenda of one day. The new deliveries' ids."""
    found = queries.owner(session, provider_id)
    if found is None:
        return []
    data = {"provider_id": provider_id, "day": day}
    subject = Subject(f"provider-{provider_id}:{day}", {Role.PROVIDER: [found[0]]}, None, data)
    return owe(session, Kind.AGENDA_DIGEST, Role.PROVIDER, subject)
