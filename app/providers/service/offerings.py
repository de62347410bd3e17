"""What a provider offers: adding, changing and withdrawing it. Each raises the timetable's version."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.db import trail
from app.http import etag
from app.http.paging import Page, Paging
from app.kernel.errors import Conflict, InvalidInput, NotFound
from app.providers import events, queries, rules
from app.providers.models import Offering, Provider
from app.providers.service.profiles import claim

_LENGTHS = ("duration_minutes", "step_minutes")

log = structlog.get_logger(__name__)


def list_offerings(
    session: Session, provider_id: int, paging: Paging, *, viewer: int | None
) -> tuple[Page, bool]:
    """A page of offerings, and whether they are the viewer's own: then with those that are not active."""
    own = _seen(session, provider_id, viewer).user_id == viewer
    items = queries.offerings(session, provider_id, paging, hidden=own)
    return Page(items, queries.count_offerings(session, provider_id, hidden=own), paging), own


def show_offering(
    session: Session, provider_id: int, offering_id: int, *, viewer: int | None, opened: bool
) -> tuple[Offering, bool]:
    """`opened`: by a link, whether it is listed or not."""
    own = _seen(session, provider_id, viewer).user_id == viewer
    offering = _existing(session, provider_id, offering_id, hidden=own or opened)
    if not (own or offering.active):
        raise NotFound
    return offering, own


def add_offering(session: Session, provider_id: int, offering: dict[str, Any], *, user_id: int) -> Offering:
    provider = claim(session, provider_id, owner=user_id)
    if queries.count_offerings(session, provider_id, hidden=True) >= rules.MOST_OFFERINGS:
        raise Conflict(f"A provider has at most {rules.MOST_OFFERINGS} offerings.")
    _price(provider, offering)
    _follows(session, provider_id, offering)
    offering.setdefault("step_minutes", rules.default_step(offering["duration_minutes"]))
    rules.coherent(rules.USUAL | offering)
    added = Offering(provider_id=provider_id, currency=provider.currency, **offering)
    session.add(added)
    provider.timetable_version += 1
    events.looks_changed(session, provider_id)
    trail.record(session, "offering.added", "offering", added.id, provider=provider_id)
    log.info("offering added", provider_id=provider_id, offering_id=added.id)
    session.refresh(added)
    return added


def change_offering(
    session: Session,
    provider_id: int,
    offering_id: int,
    changes: dict[str, Any],
    *,
    user_id: int,
    expected: int | None,
) -> Offering:
    """Change what is named. Bookings made keep the price and the length they were made with."""
    provider = claim(session, provider_id, owner=user_id)
    offering = _existing(session, provider_id, offering_id, hidden=True)
    etag.demand(offering.version, expected)
    _price(provider, changes)
    _follows(session, provider_id, changes)
    rules.coherent({name: getattr(offering, name) for name in (*rules.USUAL, *_LENGTHS)} | changes)
    for column, value in changes.items():
        setattr(offering, column, value)
    offering.version += 1
    provider.timetable_version += 1
    events.looks_changed(session, provider_id)
    trail.record(session, "offering.changed", "offering", offering_id, provider=provider_id)
    log.info("offering changed", provider_id=provider_id, offering_id=offering_id)
    session.refresh(offering)
    return offering


def withdraw_offering(
    session: Session,
    provider_id: int,
    offering_id: int,
    *,
    user_id: int,
    expected: int | None,
    now: datetime,
) -> None:
    """Offer it no longer; its row stays for the bookings that refer to it."""
    provider = claim(session, provider_id, owner=user_id)
    offering = _existing(session, provider_id, offering_id, hidden=True)
    etag.demand(offering.version, expected)
    offering.deleted_at = now
    offering.version += 1
    provider.timetable_version += 1
    events.looks_changed(session, provider_id)
    trail.record(session, "offering.withdrawn", "offering", offering_id, provider=provider_id)
    log.info("offering withdrawn", provider_id=provider_id, offering_id=offering_id)


def _seen(session: Session, provider_id: int, viewer: int | None) -> Provider:
    provider = queries.visible(session, provider_id, viewer=viewer)
    if provider is None:
        raise NotFound
    return provider


def _existing(session: Session, provider_id: int, offering_id: int, *, hidden: bool) -> Offering:
    offering = queries.offering(session, provider_id, offering_id, hidden=hidden)
    if offering is None:
        raise NotFound
    return offering


def _follows(session: Session, provider_id: int, columns: dict[str, Any]) -> None:
    schedule_id = columns.get("schedule_id")
    if schedule_id is not None and queries.schedule(session, provider_id, schedule_id) is None:
        raise InvalidInput.at("scheduleId", "You have no such schedule.")


def _price(provider: Provider, columns: dict[str, Any]) -> None:
    if "price" in columns:
        amount = columns.pop("price")
        columns["price_minor"] = rules.price(amount, provider.currency, field="price").minor
    for place, each in enumerate(columns.get("further_durations", ())):
        price = rules.price(each.pop("price"), provider.currency, field=f"furtherDurations.{place}.price")
        each |= {"minutes": each.pop("duration_minutes"), "price_minor": price.minor}
