"""Push channels: made, renewed long before they end, and what comes in through them."""

import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from app.accounts import opaque
from app.calendars import sealed
from app.calendars.models import OutsideCalendar
from app.calendars.queries import connections
from app.calendars.rules.words import State
from app.calendars.service.disconnecting import channel_of
from app.calendars.service.waking import read_soon, watch_soon
from app.db import ledger
from app.ports import ports
from app.ports.calendars import Channel, Notice

log = structlog.get_logger(__name__)

LIFETIME = timedelta(days=3) - timedelta(hours=2)  # what both companies grant
WEBHOOKS = {"google": "/v1/webhooks/google-calendar", "microsoft": "/v1/webhooks/microsoft"}


@dataclass(frozen=True, slots=True)
class Watching:
    """`old` is to end once the new one works; the new one has another id."""

    connection_id: int
    calendar_id: int
    kind: str
    words: Mapping[str, str]
    remote_calendar: str
    wanted: Channel
    url: str
    old: Channel | None


def watching(session: Session, calendar_id: int, *, now: datetime) -> Watching | None:
    """What it takes to be told of changes. None: nobody wants to be, or we are, for long enough."""
    calendar = connections.calendar(session, calendar_id)
    connection = connections.found(session, calendar.connection_id) if calendar is not None else None
    if calendar is None or connection is None or connection.state != State.ACTIVE:
        return None
    if not calendar.watched or not ports().calendars[connection.kind].pushes:
        return None
    if calendar.channel_until is not None and calendar.channel_until - now > LIFETIME / 2:
        return None
    channel = Channel(id=secrets.token_hex(16), secret=secrets.token_urlsafe(32), expires_at=now + LIFETIME)
    return Watching(
        connection.id,
        calendar.id,
        connection.kind,
        sealed.opened(connection),
        calendar.remote_id,
        channel,
        ports().site.link(WEBHOOKS.get(connection.kind, f"/v1/webhooks/{connection.kind}")),
        channel_of(calendar),
    )


def watched(session: Session, calendar_id: int, channel: Channel, *, now: datetime) -> bool:
    """We are told from now on; at half its life the channel is renewed. False: it is not wanted any more."""
    calendar = connections.locked_calendar(session, calendar_id)
    if calendar is None or not calendar.watched:
        return False
    calendar.channel_id, calendar.channel_resource = channel.id, channel.resource
    calendar.channel_digest = opaque.digest(channel.secret)
    calendar.channel_until = channel.expires_at
    session.flush()
    watch_soon(session, calendar_id, at=now + (channel.expires_at - now) / 2, since=channel.id)
    # What changed before the channel stood was told to nobody.
    connection = connections.found(session, calendar.connection_id)
    if connection is not None:
        read_soon(session, connection)
    log.info("calendar watched", calendar_id=calendar_id)
    return True


def receive(session: Session, source: str, notices: Sequence[Notice]) -> int:
    """Remember what is genuine and new, and have it read: one reading, however many tell of it.

    Returns:
        How many were genuine.
    """
    genuine = 0
    for notice in notices:
        calendar = connections.by_channel(session, notice.channel)
        if calendar is None or not _genuine(calendar, notice):
            log.warning("calendar notice refused", source=source, known=calendar is not None)
            continue
        genuine += 1
        told = {"source": source, "event_id": notice.event_id, "kind": "changed"}
        if ledger.receive(session, reference=str(calendar.id), **told):
            _follow(session, calendar, notice)
    return genuine


def _follow(session: Session, calendar: OutsideCalendar, notice: Notice) -> None:
    connection = connections.found(session, calendar.connection_id)
    if connection is not None and connection.state == State.ACTIVE:
        read_soon(session, connection)
    if notice.renew:
        calendar.channel_until = None
        watch_soon(session, calendar.id)


def _genuine(calendar: OutsideCalendar, notice: Notice) -> bool:
    kept = calendar.channel_digest
    return kept is not None and hmac.compare_digest(kept, opaque.digest(notice.secret))
