"""Dates on which a provider works in another zone. All of them at once: what stood before is replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.availability import queries
from app.availability.models import Trip as TripRow
from app.availability.rules import Trip
from app.availability.service.conflicts import Conflict, conflicts
from app.http import etag
from app.kernel.errors import NotFound
from app.providers import queries as providers
from app.providers.events import times_changed
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trips:
    version: int
    trips: Sequence[TripRow]
    conflicts: Sequence[Conflict] = ()


def show_trips(session: Session, provider_id: int, *, user_id: int) -> Trips:
    provider = providers.owned(session, provider_id, owner=user_id)
    if provider is None:
        raise NotFound
    return Trips(version=provider.timetable_version, trips=queries.trips(session, provider_id))


def replace_trips(
    session: Session,
    provider_id: int,
    trips: Sequence[Trip],
    *,
    user_id: int,
    expected: int | None,
    now: datetime,
) -> Trips:
    """Bookings that no longer lie within the hours stand, and are named."""
    provider = claim(session, provider_id, owner=user_id)
    etag.demand(provider.timetable_version, expected)
    session.execute(delete(TripRow).where(TripRow.provider_id == provider_id))
    session.add_all(
        TripRow(provider_id=provider_id, first_date=trip.first, last_date=trip.last, timezone=trip.zone)
        for trip in trips
    )
    provider.timetable_version += 1
    times_changed(session, provider_id)
    found = conflicts(session, provider_id, now=now)
    log.info("trips replaced", provider_id=provider_id, conflicts=len(found))
    return Trips(
        version=provider.timetable_version, trips=queries.trips(session, provider_id), conflicts=found
    )
