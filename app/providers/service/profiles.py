"""Opening, showing and changing a provider's profile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from app.db import trail
from app.http import etag
from app.kernel.errors import Conflict, NotFound, Unauthenticated
from app.providers import events, queries, rules
from app.providers.models import Offering, Provider, Resource

log = structlog.get_logger(__name__)

FIRST_MINUTES = 60

# Features above this one add what must hold before a profile is shown again: each raises where it does not.
publishing_guards: list[Callable[[Session, int], None]] = []


@dataclass(frozen=True, slots=True)
class Profile:
    """A provider as one reader may see them; all that is not said here is the provider's own."""

    provider: Provider
    own: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.provider, name)

    @property
    def video_link(self) -> str | None:
        """Strangers learn it with their booking."""
        return self.provider.video_link if self.own else None

    @property
    def offerings(self) -> list[Offering]:
        return [
            offering
            for offering in self.provider.offerings
            if self.own or (offering.active and offering.listed)
        ]

    @property
    def tag(self) -> str:
        """Begins with the version that If-Match names; the rest follows what else the answer shows."""
        seen = self.provider
        return etag.tag(
            seen.version,
            seen.timetable_version,
            seen.total_reviews,
            seen.rating,
            "own" if self.own else "all",
        )


def show(session: Session, provider_id: int, *, viewer: int | None) -> Profile:
    provider = queries.visible_with_offerings(session, provider_id, viewer=viewer)
    if provider is None:
        raise NotFound
    return Profile(provider, own=provider.user_id == viewer)


def glance(session: Session, provider_id: int, *, viewer: int | None) -> Profile:
    """The profile without its offerings: enough to know which version of it this viewer may see."""
    provider = queries.visible(session, provider_id, viewer=viewer)
    if provider is None:
        raise NotFound
    return Profile(provider, own=provider.user_id == viewer)


def show_own(session: Session, *, owner: int) -> Profile:
    provider_id = queries.profile_of(session, owner)
    if provider_id is None:
        raise NotFound
    return show(session, provider_id, viewer=owner)


def open_profile(session: Session, profile: dict[str, Any], *, user_id: int) -> Profile:
    """Make an account a provider: one profile, the resource that is their time, and something to book."""
    user = queries.account(session, user_id)
    if user is None:
        raise Unauthenticated("This account is closed.")
    rate = rules.price(profile.pop("hourly_rate"), profile["currency"], field="hourlyRate")
    given = {"name": user.name, "timezone": user.timezone, **profile}
    columns = {**given, "user_id": user_id, "hourly_rate_minor": rate.minor, "created_by": user_id}
    opened = upsert(Provider).values(columns).on_conflict_do_nothing().returning(Provider.id)
    provider_id = session.execute(opened).scalar_one_or_none()
    if provider_id is None:
        raise Conflict("You have a provider profile already.")

    session.execute(insert(Resource).values(provider_id=provider_id, created_by=user_id))
    session.add(_first_offering(provider_id, rate.minor, rate.currency))
    events.looks_changed(session, provider_id)
    trail.record(session, "provider.opened", "provider", provider_id)
    log.info("provider profile opened", provider_id=provider_id, user_id=user_id)
    return show(session, provider_id, viewer=user_id)


def change_profile(
    session: Session, provider_id: int, changes: dict[str, Any], *, user_id: int, expected: int | None
) -> Profile:
    """Change what is named. A new currency waits until nothing is priced in the old one."""
    provider = claim(session, provider_id, owner=user_id)
    etag.demand(provider.version, expected)
    if changes.get("published") and not provider.published:
        for guard in publishing_guards:
            guard(session, provider_id)
    _reprice(session, provider, changes)
    if changes.get("timezone", provider.timezone) != provider.timezone:
        provider.timetable_version += 1
    for column, value in changes.items():
        setattr(provider, column, value)
    provider.version += 1
    events.looks_changed(session, provider_id)
    trail.record(session, "provider.changed", "provider", provider_id)
    log.info("provider profile changed", provider_id=provider_id)
    return show(session, provider_id, viewer=user_id)


def claim(session: Session, provider_id: int, *, owner: int) -> Provider:
    """The owner's provider, locked against other changes until the transaction ends.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    provider = queries.owned_locked(session, provider_id, owner=owner)
    if provider is None:
        raise NotFound
    return provider


def _reprice(session: Session, provider: Provider, changes: dict[str, Any]) -> None:
    currency = changes.get("currency", provider.currency)
    amount = changes.pop("hourly_rate", provider.hourly_rate)
    changes["hourly_rate_minor"] = rules.price(amount, currency, field="hourlyRate").minor
    if currency != provider.currency and queries.count_offerings(session, provider.id, hidden=True):
        raise Conflict("Offerings are priced in the old currency: delete them first.")


def _first_offering(provider_id: int, price_minor: int, currency: str) -> Offering:
    """An hour at the hourly rate, so that a new provider can be booked at once."""
    return Offering(
        provider_id=provider_id,
        title="One hour",
        duration_minutes=FIRST_MINUTES,
        step_minutes=rules.default_step(FIRST_MINUTES),
        price_minor=price_minor,
        currency=currency,
    )
