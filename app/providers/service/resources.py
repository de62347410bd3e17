"""Rooms and devices: adding, renaming and retiring them."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.kernel.errors import Conflict, NotFound
from app.providers import queries, rules
from app.providers.errors import StillNeeded
from app.providers.models import Resource
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)


def list_resources(session: Session, provider_id: int, paging: Paging, *, user_id: int) -> Page:
    """Raises NotFound: there is no such provider, or it is somebody else's."""
    if queries.owned(session, provider_id, owner=user_id) is None:
        raise NotFound
    items = queries.resources(session, provider_id, paging)
    return Page(items, queries.count_resources(session, provider_id), paging)


def add_resource(session: Session, provider_id: int, columns: dict[str, Any], *, user_id: int) -> Resource:
    claim(session, provider_id, owner=user_id)
    if queries.count_resources(session, provider_id) >= rules.MOST_RESOURCES:
        raise Conflict(f"A provider has at most {rules.MOST_RESOURCES} rooms and devices.")
    added = Resource(provider_id=provider_id, **columns)
    session.add(added)
    session.flush()
    log.info("resource added", provider_id=provider_id, resource_id=added.id)
    session.refresh(added)
    return added


def change_resource(
    session: Session, provider_id: int, resource_id: int, changes: dict[str, Any], *, user_id: int
) -> Resource:
    claim(session, provider_id, owner=user_id)
    resource = _existing(session, provider_id, resource_id)
    for column, value in changes.items():
        setattr(resource, column, value)
    session.flush()
    session.refresh(resource)
    return resource


def retire_resource(
    session: Session, provider_id: int, resource_id: int, *, user_id: int, now: datetime
) -> None:
    """Offer it no longer; its row stays for the bookings that have it.

    Raises:
        StillNeeded: an offering counts on it.
    """
    claim(session, provider_id, owner=user_id)
    resource = _existing(session, provider_id, resource_id)
    needing = queries.offerings_that_need(session, resource_id)
    if needing:
        raise StillNeeded(extra={"offeringIds": list(needing)})
    resource.deleted_at = now
    log.info("resource retired", provider_id=provider_id, resource_id=resource_id)


def _existing(session: Session, provider_id: int, resource_id: int) -> Resource:
    resource = queries.resource(session, provider_id, resource_id)
    if resource is None:
        raise NotFound
    return resource
