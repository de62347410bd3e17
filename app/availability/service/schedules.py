"""Hours of their own for some offerings, beside the standard ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.availability import queries
from app.availability.models import Schedule
from app.availability.service.conflicts import Conflict, conflicts
from app.availability.service.hours import Hours, write_hours
from app.http import etag
from app.kernel.errors import Conflict as Refused
from app.kernel.errors import InvalidInput, NotFound
from app.providers import queries as providers
from app.providers.events import times_changed
from app.providers.models import Provider
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)

MOST_SCHEDULES = 20


@dataclass(frozen=True, slots=True)
class NamedHours:
    name: str
    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A schedule as it stands, and the bookings that lie outside of it since the last change."""

    id: int
    name: str
    version: int
    rules: Sequence[Any]
    overrides: Sequence[Any]
    conflicts: Sequence[Conflict] = field(default=())


def list_schedules(session: Session, provider_id: int, *, user_id: int) -> list[Shown]:
    provider = _own(session, provider_id, user_id)
    return [_shown(session, provider, schedule) for schedule in queries.schedules(session, provider_id)]


def show_schedule(session: Session, provider_id: int, schedule_id: int, *, user_id: int) -> Shown:
    provider = _own(session, provider_id, user_id)
    return _shown(session, provider, _existing(session, provider_id, schedule_id))


def add_schedule(session: Session, provider_id: int, wanted: NamedHours, *, user_id: int) -> Shown:
    provider = claim(session, provider_id, owner=user_id)
    if len(queries.schedules(session, provider_id)) >= MOST_SCHEDULES:
        raise Refused(f"A provider has at most {MOST_SCHEDULES} schedules.")
    schedule = Schedule(provider_id=provider_id, name=wanted.name)
    session.add(schedule)
    _flush(session)
    write_hours(session, provider, schedule.id, wanted.hours)
    provider.timetable_version += 1
    log.info("schedule added", provider_id=provider_id, schedule_id=schedule.id)
    return _shown(session, provider, schedule)


def replace_schedule(
    session: Session,
    provider_id: int,
    schedule_id: int,
    wanted: NamedHours,
    *,
    user_id: int,
    expected: int | None,
    now: datetime,
) -> Shown:
    provider = claim(session, provider_id, owner=user_id)
    etag.demand(provider.timetable_version, expected)
    schedule = _existing(session, provider_id, schedule_id)
    schedule.name = wanted.name
    _flush(session)
    write_hours(session, provider, schedule.id, wanted.hours)
    provider.timetable_version += 1
    times_changed(session, provider_id)
    found = conflicts(session, provider_id, now=now)
    log.info("schedule replaced", provider_id=provider_id, schedule_id=schedule_id)
    return _shown(session, provider, schedule, found)


def drop_schedule(session: Session, provider_id: int, schedule_id: int, *, user_id: int) -> None:
    """Its rules and dates go with it. One that an offering follows stays."""
    provider = claim(session, provider_id, owner=user_id)
    schedule = _existing(session, provider_id, schedule_id)
    if providers.follows(session, schedule_id):
        raise Refused("Offerings follow this schedule: give them another one first.")
    session.delete(schedule)
    provider.timetable_version += 1
    log.info("schedule dropped", provider_id=provider_id, schedule_id=schedule_id)


def _shown(session: Session, provider: Provider, schedule: Schedule, found: Sequence[Conflict] = ()) -> Shown:
    return Shown(
        id=schedule.id,
        name=schedule.name,
        version=provider.timetable_version,
        rules=queries.rules(session, provider.id, schedule.id),
        overrides=queries.overrides(session, provider.id, schedule.id),
        conflicts=found,
    )


def _own(session: Session, provider_id: int, user_id: int) -> Provider:
    provider = providers.owned(session, provider_id, owner=user_id)
    if provider is None:
        raise NotFound
    return provider


def _existing(session: Session, provider_id: int, schedule_id: int) -> Schedule:
    schedule = providers.schedule(session, provider_id, schedule_id)
    if schedule is None:
        raise NotFound
    return schedule


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:  # of the names of one provider, whatever their case
        raise InvalidInput.at("name", "You have a schedule of this name.") from error
