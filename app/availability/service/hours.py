"""Reading and replacing a provider's hours. Bookings made always win: they are named, never touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.availability import queries
from app.availability.models import AvailabilityRule
from app.availability.models import Override as OverrideRow
from app.availability.rules import Override, WeeklyRule, end_minute
from app.availability.service.conflicts import Conflict, conflicts
from app.db import trail
from app.http import etag
from app.kernel.errors import NotFound
from app.providers import queries as providers
from app.providers.events import times_changed
from app.providers.models import Provider
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DatedHours:
    override: Override
    reason: str


@dataclass(frozen=True, slots=True)
class Hours:
    """What a provider writes down. Without a time zone theirs stays."""

    timezone: str | None
    weekly: tuple[WeeklyRule, ...]
    dated: tuple[DatedHours, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """A provider's hours as they stand."""

    provider_id: int
    timezone: str
    version: int
    own: bool
    rules: Sequence[AvailabilityRule]
    overrides: Sequence[Any]
    conflicts: Sequence[Conflict] = ()

    @property
    def tag(self) -> str:
        return etag.tag(self.version, "own" if self.own else "all")


def show_hours(session: Session, provider_id: int, *, viewer: int | None) -> Availability:
    provider = providers.visible(session, provider_id, viewer=viewer)
    if provider is None:
        raise NotFound
    return _as_it_stands(session, provider, own=provider.user_id == viewer)


def replace_hours(
    session: Session,
    provider_id: int,
    hours: Hours,
    *,
    user_id: int,
    expected: int | None,
    now: datetime,
) -> Availability:
    """Put these hours in the place of all that stood, and name the bookings they have no room for."""
    provider = claim(session, provider_id, owner=user_id)
    etag.demand(provider.timetable_version, expected)
    if hours.timezone not in {None, provider.timezone}:
        provider.timezone = str(hours.timezone)
        provider.version += 1
    provider.timetable_version += 1
    write_hours(session, provider, None, hours)
    found = conflicts(session, provider_id, now=now)
    times_changed(session, provider_id)
    trail.record(session, "hours.replaced", "provider", provider_id)
    log.info("availability replaced", provider_id=provider_id, conflicts=len(found))
    return _as_it_stands(session, provider, own=True, found=found)


def write_hours(session: Session, provider: Provider, schedule_id: int | None, hours: Hours) -> None:
    """Put the rules and dates of one schedule in the place of those that it had."""
    for table in (AvailabilityRule, OverrideRow):
        session.execute(
            delete(table).where(
                table.provider_id == provider.id, table.schedule_id.is_not_distinct_from(schedule_id)
            )
        )
    common = {"provider_id": provider.id, "schedule_id": schedule_id, "created_by": provider.user_id}
    if hours.weekly:
        session.execute(insert(AvailabilityRule), [common | _rule_row(rule) for rule in hours.weekly])
    if hours.dated:
        session.execute(insert(OverrideRow), [common | _override_row(dated) for dated in hours.dated])


def _as_it_stands(
    session: Session, provider: Provider, *, own: bool, found: Sequence[Conflict] = ()
) -> Availability:
    overrides = queries.overrides(session, provider.id, None)
    return Availability(
        provider_id=provider.id,
        timezone=provider.timezone,
        version=provider.timetable_version,
        own=own,
        rules=queries.rules(session, provider.id, None),
        overrides=overrides if own else [_without_reason(override) for override in overrides],
        conflicts=found,
    )


def _without_reason(override: OverrideRow) -> dict[str, Any]:
    """Why a date differs is nobody else's business."""
    return {"date": override.date, "spans": override.spans, "reason": ""}


def _rule_row(rule: WeeklyRule) -> dict[str, Any]:
    return {
        "day_of_week": rule.weekday + 1,
        "start_minute": rule.opens,
        "end_minute": end_minute(rule.closes),
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
    }


def _override_row(dated: DatedHours) -> dict[str, Any]:
    spans = [[span.opens, end_minute(span.closes)] for span in dated.override.spans]
    return {"date": dated.override.date, "spans": spans, "reason": dated.reason}
