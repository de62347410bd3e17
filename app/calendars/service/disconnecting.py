"""Disconnecting: here at once, at the company by a worker."""

from dataclasses import dataclass

import structlog
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.calendars import sealed
from app.calendars.models import Connection, OutsideCalendar
from app.calendars.queries import connections
from app.calendars.rules.words import State
from app.calendars.service import choosing
from app.db import ledger
from app.kernel.errors import NotFound
from app.ports.calendars import Channel

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Leaving:
    kind: str
    words: dict[str, str]
    channels: tuple[Channel, ...]


def disconnect(session: Session, connection_id: int, *, user_id: int) -> None:
    """Nothing of it counts from now on. What we wrote in it stays there: it is the person's diary."""
    connection = connections.owned(session, connection_id, owner=user_id)
    if connection is None:
        raise NotFound
    leave(session, connection)


def leave(session: Session, connection: Connection) -> None:
    for calendar in connections.calendars_of(session, [connection.id]):
        choosing.release(session, calendar)
    connection.state, connection.due_at = State.LEAVING, None
    ledger.enqueue(session, "calendars.leave", connection_id=connection.id)
    log.info("calendar account left", connection_id=connection.id)


def leave_all(session: Session, user_id: int) -> None:
    """Who goes leaves no calendar connected."""
    for connection in connections.all_of(session, user_id):
        leave(session, connection)


def leaving(session: Session, connection_id: int) -> Leaving | None:
    """What is to be told to the company. None: it is done."""
    connection = connections.found(session, connection_id)
    if connection is None or connection.state != State.LEAVING:
        return None
    calendars = connections.calendars_of(session, [connection_id])
    channels = tuple(channel for one in calendars if (channel := channel_of(one)) is not None)
    return Leaving(connection.kind, sealed.opened(connection), channels)


def left(session: Session, connection_id: int) -> None:
    """The company knows: nothing of it is kept."""
    session.execute(delete(Connection).where(Connection.id == connection_id))


def channel_of(calendar: OutsideCalendar) -> Channel | None:
    """Its push channel, as far as its end needs it."""
    if calendar.channel_id is None or calendar.channel_until is None:
        return None
    resource = calendar.channel_resource or ""
    return Channel(id=calendar.channel_id, secret="", resource=resource, expires_at=calendar.channel_until)
