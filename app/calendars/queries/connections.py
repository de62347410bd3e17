"""Connections and their calendars."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.availability.models import BusySource
from app.calendars.models import Connection, ConsentRequest, OutsideCalendar
from app.calendars.rules.words import State

_STANDING = Connection.state != State.LEAVING


def owned(session: Session, connection_id: int, *, owner: int) -> Connection | None:
    return session.scalar(
        select(Connection).where(Connection.id == connection_id, Connection.user_id == owner, _STANDING)
    )


def all_of(session: Session, owner: int) -> Sequence[Connection]:
    wanted = select(Connection).where(Connection.user_id == owner, _STANDING)
    return session.scalars(wanted.order_by(Connection.id)).all()


def count_of(session: Session, owner: int) -> int:
    counted = select(func.count()).select_from(Connection).where(Connection.user_id == owner, _STANDING)
    return session.scalar(counted) or 0


def found(session: Session, connection_id: int) -> Connection | None:
    """For a worker."""
    return session.get(Connection, connection_id, populate_existing=True)


def calendars_of(session: Session, connection_ids: Sequence[int]) -> Sequence[OutsideCalendar]:
    wanted = select(OutsideCalendar).where(OutsideCalendar.connection_id.in_(connection_ids))
    ordered = wanted.order_by(OutsideCalendar.main.desc(), OutsideCalendar.name, OutsideCalendar.id)
    return session.scalars(ordered.execution_options(populate_existing=True)).all()


def calendar(session: Session, calendar_id: int) -> OutsideCalendar | None:
    return session.get(OutsideCalendar, calendar_id, populate_existing=True)


def owned_calendar(session: Session, calendar_id: int, *, owner: int) -> OutsideCalendar | None:
    """Locked: choices about one calendar take turns."""
    wanted = select(OutsideCalendar).where(
        OutsideCalendar.id == calendar_id, OutsideCalendar.user_id == owner
    )
    return session.scalar(wanted.with_for_update())


def take_turns(session: Session, owner: int) -> None:
    """Two choices of one person come one after the other: each may touch all of their calendars."""
    wanted = select(Connection.id).where(Connection.user_id == owner).order_by(Connection.id)
    session.execute(wanted.with_for_update()).all()


def locked_calendar(session: Session, calendar_id: int) -> OutsideCalendar | None:
    return session.scalar(select(OutsideCalendar).where(OutsideCalendar.id == calendar_id).with_for_update())


def receiving(session: Session, user_ids: Sequence[int]) -> Sequence[OutsideCalendar]:
    """Those in which these people want their bookings."""
    wanted = select(OutsideCalendar).where(OutsideCalendar.user_id.in_(user_ids), OutsideCalendar.receives)
    return session.scalars(wanted).all()


def sources(session: Session, source_ids: Sequence[int]) -> dict[int, BusySource]:
    wanted = select(BusySource).where(BusySource.id.in_(source_ids))
    return {source.id: source for source in session.scalars(wanted)} if source_ids else {}


def looked_at(session: Session, connection_id: int) -> datetime | None:
    """When somebody last asked for free times that a connection takes part in."""
    wanted = (
        select(func.max(BusySource.looked_at))
        .join(OutsideCalendar, OutsideCalendar.source_id == BusySource.id)
        .where(OutsideCalendar.connection_id == connection_id)
    )
    return session.scalar(wanted)


def of_resource(session: Session, resource_id: int) -> Sequence[int]:
    """The active connections whose calendars take time of a resource."""
    wanted = (
        select(Connection.id)
        .join(OutsideCalendar, OutsideCalendar.connection_id == Connection.id)
        .join(BusySource, BusySource.id == OutsideCalendar.source_id)
        .where(BusySource.resource_id == resource_id, Connection.state == State.ACTIVE)
    )
    return session.scalars(wanted.distinct()).all()


def by_channel(session: Session, channel_id: str) -> OutsideCalendar | None:
    return session.scalar(select(OutsideCalendar).where(OutsideCalendar.channel_id == channel_id))


def overdue(session: Session, since: datetime, limit: int) -> Sequence[Connection]:
    """Active ones whose next reading should have been by then."""
    late = Connection.state == State.ACTIVE, Connection.due_at < since
    return session.scalars(select(Connection).where(*late).order_by(Connection.due_at).limit(limit)).all()


def ending_channels(
    session: Session, kinds: Sequence[str], until: datetime, limit: int
) -> Sequence[OutsideCalendar]:
    """Watched calendars of companies that push, whose channel ends soon or never was."""
    ends: ColumnElement[bool] = or_(
        OutsideCalendar.channel_until.is_(None), OutsideCalendar.channel_until < until
    )
    watched = or_(OutsideCalendar.receives, OutsideCalendar.source_id.is_not(None))
    wanted = (
        select(OutsideCalendar)
        .join(Connection, Connection.id == OutsideCalendar.connection_id)
        .where(Connection.state == State.ACTIVE, Connection.kind.in_(kinds), ends, watched)
    )
    return session.scalars(wanted.limit(limit)).all()


def active(session: Session, after: int, limit: int) -> Sequence[int]:
    wanted = select(Connection.id).where(Connection.state == State.ACTIVE, Connection.id > after)
    return session.scalars(wanted.order_by(Connection.id).limit(limit)).all()


def leaving(session: Session, limit: int) -> Sequence[int]:
    return session.scalars(select(Connection.id).where(Connection.state == State.LEAVING).limit(limit)).all()


def next_sealed(session: Session, *, after: int, size: int) -> Sequence[Connection]:
    wanted = select(Connection).where(Connection.id > after).order_by(Connection.id).limit(size)
    return session.scalars(wanted.with_for_update()).all()


def consent(session: Session, state_hash: bytes, *, owner: int, now: datetime) -> ConsentRequest | None:
    """One that this person may still use, locked."""
    wanted = select(ConsentRequest).where(
        ConsentRequest.state_hash == state_hash,
        ConsentRequest.user_id == owner,
        ConsentRequest.used_at.is_(None),
        ConsentRequest.expires_at > now,
    )
    return session.scalar(wanted.with_for_update())
