"""Links to an offering: made, listed, withdrawn. Bookings made by one stand when it is withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.accounts import opaque
from app.http.paging import Page, Paging
from app.kernel.errors import Conflict, InvalidInput, NotFound
from app.providers import queries
from app.providers.models import BookingLink
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)

MOST_LINKS = 10_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A link with the number of bookings that stand on it; its token only when it is new."""

    link: BookingLink
    uses: int
    token: str = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.link, name)


def list_links(session: Session, provider_id: int, offering_id: int, paging: Paging, *, user_id: int) -> Page:
    if queries.owned(session, provider_id, owner=user_id) is None:
        raise NotFound
    links = queries.links(session, provider_id, offering_id, paging)
    uses = queries.link_uses(session, [link.id for link in links])
    total = queries.count_links(session, provider_id, offering_id)
    return Page([Shown(link, uses.get(link.id, 0)) for link in links], total, paging)


def show_link(session: Session, provider_id: int, offering_id: int, link_id: int, *, user_id: int) -> Shown:
    if queries.owned(session, provider_id, owner=user_id) is None:
        raise NotFound
    link = queries.link(session, provider_id, offering_id, link_id)
    if link is None:
        raise NotFound
    return Shown(link, queries.link_uses(session, [link_id]).get(link_id, 0))


def add_link(
    session: Session,
    provider_id: int,
    offering_id: int,
    wanted: Mapping[str, Any],
    *,
    user_id: int,
    now: datetime,
) -> Shown:
    claim(session, provider_id, owner=user_id)
    if queries.offering(session, provider_id, offering_id, hidden=True) is None:
        raise NotFound
    if wanted["expires_at"] is not None and wanted["expires_at"] <= now:
        raise InvalidInput.at("expiresAt", "It ends in the future.")
    if queries.count_links(session, provider_id, offering_id) >= MOST_LINKS:
        raise Conflict(f"An offering has at most {MOST_LINKS} links.")
    token, kept = opaque.mint()
    link = BookingLink(provider_id=provider_id, offering_id=offering_id, token_hash=kept, **wanted)
    session.add(link)
    session.flush()
    session.refresh(link)
    log.info("link added", provider_id=provider_id, offering_id=offering_id, link_id=link.id)
    return Shown(link, 0, token)


def revoke_link(
    session: Session, provider_id: int, offering_id: int, link_id: int, *, user_id: int, now: datetime
) -> None:
    """It opens nothing from now on."""
    claim(session, provider_id, owner=user_id)
    link = queries.link(session, provider_id, offering_id, link_id)
    if link is None:
        raise NotFound
    link.revoked_at = link.revoked_at or now
    log.info("link revoked", provider_id=provider_id, link_id=link_id)
