"""How close together and how many bookings a provider takes, over all offerings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.http import etag
from app.kernel.errors import NotFound
from app.providers import queries as providers
from app.providers.events import times_changed
from app.providers.models import Provider
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A rest between two bookings, and limits by day, week and month. The version is the timetable's."""

    rest_minutes: int
    limits: Sequence[Mapping[str, Any]]
    version: int = 0


def show_pace(session: Session, provider_id: int, *, user_id: int) -> Pace:
    provider = providers.owned(session, provider_id, owner=user_id)
    if provider is None:
        raise NotFound
    return _pace(provider)


def set_pace(session: Session, provider_id: int, pace: Pace, *, user_id: int, expected: int | None) -> Pace:
    """From now on. Bookings that stand closer or are more than that stay as they are."""
    provider = claim(session, provider_id, owner=user_id)
    etag.demand(provider.timetable_version, expected)
    provider.rest_minutes, provider.limits = pace.rest_minutes, list(pace.limits)
    provider.timetable_version += 1
    times_changed(session, provider_id)
    log.info("pace set", provider_id=provider_id)
    return _pace(provider)


def _pace(provider: Provider) -> Pace:
    return Pace(
        rest_minutes=provider.rest_minutes, limits=provider.limits, version=provider.timetable_version
    )
