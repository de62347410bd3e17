"""Closing on public holidays: of which country, and on which of them a provider works all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from app.availability.rules.holidays import is_worked, named
from app.availability.service.conflicts import Conflict, conflicts
from app.http import etag
from app.kernel.errors import NotFound
from app.kernel.zones import date_of, instant_of
from app.providers import queries as providers
from app.providers.events import times_changed
from app.providers.models import Provider
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)

SHOWN = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """No country: no date is closed for being a holiday."""

    country: str | None
    subdivision: str | None
    worked: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    date: date
    name: str
    worked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """What was chosen, and what it means for the year to come."""

    version: int
    country: str | None
    subdivision: str | None
    worked: Sequence[str]
    coming: Sequence[Holiday]
    conflicts: Sequence[Conflict] = ()


def show_holidays(session: Session, provider_id: int, *, user_id: int, now: datetime) -> Holidays:
    provider = providers.owned(session, provider_id, owner=user_id)
    if provider is None:
        raise NotFound
    return _shown(provider, now)


def choose_holidays(
    session: Session, provider_id: int, choice: Choice, *, user_id: int, expected: int | None, now: datetime
) -> Holidays:
    """Bookings that stand on a date that is closed now are named."""
    provider = claim(session, provider_id, owner=user_id)
    etag.demand(provider.timetable_version, expected)
    provider.holiday_country, provider.holiday_subdivision = choice.country, choice.subdivision
    provider.holidays_worked = list(choice.worked)
    provider.timetable_version += 1
    times_changed(session, provider_id)
    found = conflicts(session, provider_id, now=now)
    log.info("holidays chosen", provider_id=provider_id, conflicts=len(found))
    return _shown(provider, now, found)


def _shown(provider: Provider, now: datetime, found: Sequence[Conflict] = ()) -> Holidays:
    return Holidays(
        version=provider.timetable_version,
        country=provider.holiday_country,
        subdivision=provider.holiday_subdivision,
        worked=provider.holidays_worked,
        coming=_coming(provider, date_of(provider.timezone, instant_of(now))),
        conflicts=found,
    )


def _coming(provider: Provider, today: date) -> list[Holiday]:
    if provider.holiday_country is None:
        return []
    worked = {word.casefold() for word in provider.holidays_worked}
    around = named(provider.holiday_country, provider.holiday_subdivision, today.year, today.year + 1)
    return [
        Holiday(date=day, name="; ".join(names), worked=is_worked(day, names, worked))
        for day, names in around.items()
        if today <= day <= today + SHOWN
    ]
