"""Serving others' offerings: agreeing to it, or not, and leaving."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.kernel.errors import NotFound
from app.providers import events, queries
from app.providers.models import Offering, Provider

log = structlog.get_logger(__name__)


def list_hosting(session: Session, paging: Paging, *, user_id: int) -> Page:
    """What somebody serves, or was asked to serve. Raises NotFound: they have no profile."""
    profile = _profile(session, user_id)
    items = queries.hosting(session, profile, paging)
    return Page(items, queries.count_hosting(session, profile), paging)


def accept_invitation(session: Session, offering_id: int, *, user_id: int, now: datetime) -> queries.Hosting:
    """Agree to be booked for an offering. Saying it again changes nothing."""
    profile = _profile(session, user_id)
    found = _found(session, offering_id, profile)
    if found.host.accepted_at is None:
        found.host.accepted_at = now
        _changed(session, found.offering)
        log.info("invitation accepted", offering_id=offering_id, host_id=profile)
    return _found(session, offering_id, profile)


def leave(session: Session, offering_id: int, *, user_id: int) -> None:
    """Decline to serve an offering, or serve it no longer. What one is booked for stays one's own."""
    profile = _profile(session, user_id)
    found = _found(session, offering_id, profile)
    session.delete(found.host)
    _changed(session, found.offering)
    log.info("host left", offering_id=offering_id, host_id=profile)


def _profile(session: Session, user_id: int) -> int:
    profile = queries.profile_of(session, user_id)
    if profile is None:
        raise NotFound("Open your provider profile first.")
    return profile


def _found(session: Session, offering_id: int, profile: int) -> queries.Hosting:
    found = queries.hosting_of(session, offering_id, profile)
    if found is None:
        raise NotFound
    return found


def _changed(session: Session, offering: Offering) -> None:
    """When the offering is free is other than before, and its owner's timetable says so."""
    owner = session.get(Provider, offering.provider_id, with_for_update={"key_share": True})
    if owner is not None:
        owner.timetable_version += 1
    offering.version += 1
    session.flush()
    events.times_changed(session, offering.provider_id)
