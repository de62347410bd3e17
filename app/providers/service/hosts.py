"""Teams: who serves an offering. Its owner asks, and only who agrees is booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel.errors import Conflict, Detail, NotFound
from app.providers import events, queries, rules
from app.providers.errors import AlreadyHost
from app.providers.models import Offering, OfferingHost, Provider
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteHost:
    """Ask a provider to serve an offering. A round robin goes by `priority` and `weight`."""

    provider_id: int
    weight: int = 1
    priority: int = 0


def list_hosts(
    session: Session, provider_id: int, offering_id: int, *, user_id: int
) -> Sequence[queries.Serving]:
    """Everybody who serves an offering or was asked to, for its owner. At most fifty. Raises NotFound."""
    if queries.owned(session, provider_id, owner=user_id) is None:
        raise NotFound
    offering = _offering(session, provider_id, offering_id)
    return queries.hosts(session, offering.id)


def invite_host(
    session: Session, provider_id: int, offering_id: int, command: InviteHost, *, user_id: int, now: datetime
) -> queries.Serving:
    """Ask a provider, who hears of it by mail. Of oneself nothing has to be asked.

    Raises:
        NotFound: there is no such offering of one's own, or no such provider.
        AlreadyHost, Conflict.
    """
    owner = claim(session, provider_id, owner=user_id)
    offering = _offering(session, provider_id, offering_id)
    if queries.visible(session, command.provider_id, viewer=user_id) is None:
        raise NotFound(details=[Detail("providerId", "There is no such provider.")])
    known = queries.hosts(session, offering.id)
    if command.provider_id in {serving.host.provider_id for serving in known}:
        raise AlreadyHost
    if len(known) >= rules.MOST_HOSTS:
        raise Conflict(f"An offering has at most {rules.MOST_HOSTS} hosts.")
    own = command.provider_id == owner.id
    session.add(
        OfferingHost(
            offering_id=offering.id,
            provider_id=command.provider_id,
            weight=command.weight,
            priority=command.priority,
            accepted_at=now if own else None,
        )
    )
    _changed(session, owner, offering)
    if not own:
        _ask(session, offering.id, command.provider_id)
    log.info("host invited", provider_id=provider_id, offering_id=offering_id, host_id=command.provider_id)
    return _serving(session, offering.id, command.provider_id)


def change_host(
    session: Session,
    provider_id: int,
    offering_id: int,
    host_id: int,
    changes: dict[str, int],
    *,
    user_id: int,
) -> queries.Serving:
    """Give a host another weight or priority. Bookings made stay with whom they are."""
    owner = claim(session, provider_id, owner=user_id)
    offering = _offering(session, provider_id, offering_id)
    host = _serving(session, offering.id, host_id).host
    for column, value in changes.items():
        setattr(host, column, value)
    _changed(session, owner, offering)
    return _serving(session, offering.id, host_id)


def remove_host(session: Session, provider_id: int, offering_id: int, host_id: int, *, user_id: int) -> None:
    """Ask somebody no longer. The bookings that they serve already stay theirs."""
    owner = claim(session, provider_id, owner=user_id)
    offering = _offering(session, provider_id, offering_id)
    session.delete(_serving(session, offering.id, host_id).host)
    _changed(session, owner, offering)
    log.info("host removed", provider_id=provider_id, offering_id=offering_id, host_id=host_id)


def _ask(session: Session, offering_id: int, host_id: int) -> None:
    ledger.enqueue(
        session, "notifications.tell", kind="host_invited", offering_id=offering_id, host_id=host_id
    )


def _changed(session: Session, owner: Provider, offering: Offering) -> None:
    """When the offering is free is other than before."""
    offering.version += 1
    owner.timetable_version += 1
    session.flush()
    events.times_changed(session, owner.id)


def _offering(session: Session, provider_id: int, offering_id: int) -> Offering:
    offering = queries.offering(session, provider_id, offering_id, hidden=True)
    if offering is None:
        raise NotFound
    return offering


def _serving(session: Session, offering_id: int, host_id: int) -> queries.Serving:
    found = queries.host(session, offering_id, host_id)
    if found is None:
        raise NotFound
    return found
