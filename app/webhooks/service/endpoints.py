"""Endpoints of a person: where their programs listen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.kernel.errors import Conflict, InvalidInput, NotFound
from app.kernel.urls import NotAllowed
from app.ports import ports
from app.webhooks import queries, rules, sealed
from app.webhooks.models import Endpoint, EndpointStatus
from app.webhooks.service.owing import owe_held

MOST = 10

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEndpoint:
    url: str
    description: str = ""
    events: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An endpoint with its secret, which is shown at this moment alone."""

    endpoint: Endpoint
    secret: str


def endpoints(session: Session, user_id: int) -> Sequence[Endpoint]:
    return queries.endpoints(session, user_id)


def endpoint(session: Session, user_id: int, endpoint_id: int) -> Endpoint:
    """Raises NotFound."""
    found = queries.endpoint(session, endpoint_id, user_id=user_id)
    if found is None:
        raise NotFound
    return found


def add_endpoint(session: Session, user_id: int, command: AddEndpoint) -> Shown:
    """Raises InvalidInput: nobody may be asked there. Raises Conflict: there are too many."""
    demand_address(command.url)
    if queries.count_endpoints(session, user_id) >= MOST:
        raise Conflict(f"You have {MOST} endpoints already: remove one first.")
    number: int = session.scalar(select(func.nextval(func.pg_get_serial_sequence("webhook_endpoints", "id"))))  # type: ignore[assignment]  # a sequence always gives one
    secret = sealed.mint()
    added = Endpoint(
        id=number,
        user_id=user_id,
        url=command.url,
        description=command.description,
        events=sorted(set(command.events)),
        secret_encrypted=sealed.seal(number, secret),
    )
    session.add(added)
    session.flush()
    session.refresh(added)
    log.info("webhook endpoint added", user_id=user_id, endpoint_id=number)
    return Shown(added, secret)


def change_endpoint(session: Session, user_id: int, endpoint_id: int, changes: Mapping[str, Any]) -> Endpoint:
    """Change what is named. Raises NotFound, InvalidInput."""
    if "url" in changes:
        demand_address(changes["url"])
    found = _mine(session, user_id, endpoint_id)
    for name, value in changes.items():
        setattr(found, name, sorted(set(value)) if name == "events" else value)
    session.flush()
    session.refresh(found)
    return found


def rotate_secret(session: Session, user_id: int, endpoint_id: int, *, now: datetime) -> Shown:
    """A new secret; the one before it signs too for another day. Raises NotFound."""
    found, secret = _mine(session, user_id, endpoint_id), sealed.mint()
    found.previous_secret_encrypted = found.secret_encrypted
    found.previous_until = now + rules.OLD_SECRET_LIVES
    found.secret_encrypted = sealed.seal(found.id, secret)
    session.flush()
    session.refresh(found)
    log.info("webhook secret rotated", endpoint_id=endpoint_id)
    return Shown(found, secret)


def pause(session: Session, user_id: int, endpoint_id: int) -> Endpoint:
    """Tell it nothing for now; what happens meanwhile is kept. Raises NotFound."""
    found = _mine(session, user_id, endpoint_id)
    found.status, found.paused_why = EndpointStatus.PAUSED, "by its owner"
    session.flush()
    session.refresh(found)
    return found


def resume(session: Session, user_id: int, endpoint_id: int) -> Endpoint:
    """Tell it again, what was held first. Raises NotFound."""
    found = _mine(session, user_id, endpoint_id)
    found.status, found.paused_why, found.failing_since, found.failed_at = (
        EndpointStatus.ACTIVE,
        None,
        None,
        None,
    )
    held = owe_held(session, endpoint_id)
    session.flush()
    session.refresh(found)
    log.info("webhook endpoint resumed", endpoint_id=endpoint_id, held=held)
    return found


def remove_endpoint(session: Session, user_id: int, endpoint_id: int) -> None:
    """Forget it and its log. Raises NotFound."""
    session.delete(_mine(session, user_id, endpoint_id))
    session.flush()
    log.info("webhook endpoint removed", endpoint_id=endpoint_id)


def forget_endpoints(session: Session, user_id: int) -> None:
    """Before an account is deleted."""
    session.execute(delete(Endpoint).where(Endpoint.user_id == user_id))


def demand_address(url: str) -> None:
    """Raises InvalidInput, which says what to write instead."""
    try:
        ports().web.place(url)
    except NotAllowed as error:
        raise InvalidInput.at("url", str(error)) from error


def _mine(session: Session, user_id: int, endpoint_id: int) -> Endpoint:
    found = queries.locked_endpoint(session, endpoint_id, user_id=user_id)
    if found is None:
        raise NotFound
    return found
