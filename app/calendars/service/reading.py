"""Reading what changed in a connection's calendars: begun, page by page, ended, each a transaction.

One reading of a connection at a time. Each page is applied only where the calendar still stands at the cursor
from which the reading began, so that an old answer never overwrites a newer one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, or_, text, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.availability.models import BusySource
from app.calendars import sealed
from app.calendars.metrics import AGE, READ
from app.calendars.models import Connection, OutsideCalendar
from app.calendars.queries import connections, wishes
from app.calendars.rules import rhythm
from app.calendars.rules.words import Problem, State
from app.calendars.service import applying, telling
from app.calendars.service.waking import read_at, read_soon
from app.kernel.errors import TransientError
from app.ports import ports
from app.ports.calendars import Page, Window

log = structlog.get_logger(__name__)

LEASE = text("interval '30 seconds'")
BEFORE = timedelta(days=1)
AHEAD = timedelta(days=762)  # the furthest that an offering may be booked ahead, and a month to spare
RENEWED_WITHIN = timedelta(days=731)  # as long as the window reaches so far it need not be moved


@dataclass(frozen=True, slots=True)
class Reading:
    """One calendar to be read: from where, how far, and in which round."""

    calendar_id: int
    remote_id: str
    cursor: str | None
    round: int
    window: Window
    window_until: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    connection_id: int
    kind: str
    words: Mapping[str, str]
    readings: tuple[Reading, ...]


class Overtaken(Exception):  # noqa: N818 - reads as what it is
    """The calendar was chosen otherwise, or read by somebody else: this reading is of no use."""


def begin(session: Session, connection_id: int, *, generation: int | None, whole: bool) -> Begun | None:
    """Take the connection for a reading. None: there is nothing to read, or not any more.

    `generation` is the one for which a reading was planned; `whole` begins every calendar anew.

    Raises:
        TransientError: somebody else reads it, or the company asked for a pause.
    """
    connection = connections.found(session, connection_id)
    if connection is None or connection.state != State.ACTIVE:
        return None
    if generation is not None and generation != connection.generation:
        return None
    taken = (
        update(Connection)
        .where(
            Connection.id == connection_id,
            or_(Connection.reading_until.is_(None), Connection.reading_until < func.now()),
            or_(Connection.quiet_until.is_(None), Connection.quiet_until < func.now()),
        )
        .values(generation=Connection.generation + 1, reading_until=func.now() + LEASE)
        .returning(Connection.id)
    )
    if session.scalar(taken) is None:
        raise TransientError("another reading is under way, or the company asked for a pause")
    now = ports().clock.now()
    zone = _zone(session, connection)
    calendars = [one for one in connections.calendars_of(session, [connection_id]) if one.watched]
    readings = tuple(_reading(one, zone, now, whole=whole) for one in calendars)
    session.flush()
    return Begun(connection_id, connection.kind, sealed.opened(connection), readings)


def apply(session: Session, begun: Begun, reading: Reading, page: Page) -> None:
    """Write one page down, and its cursor if it is the last.

    Raises:
        Overtaken: see there.
    """
    calendar = connections.locked_calendar(session, reading.calendar_id)
    if calendar is None or (calendar.cursor, calendar.round) != (reading.cursor, reading.round):
        raise Overtaken
    if applying.apply_page(session, calendar, page):
        telling.tell_conflicts(session, connections.found(session, begun.connection_id))
    if page.cursor is not None:
        applying.apply_end(session, calendar, whole=page.whole)
        calendar.cursor, calendar.problem = page.cursor, None
        now = ports().clock.now()
        if calendar.read_at is not None:
            AGE.observe((now - calendar.read_at).total_seconds())
        calendar.read_at = now
        if reading.cursor is None:
            calendar.window_until = reading.window_until
    held = update(Connection).where(Connection.id == begun.connection_id)
    session.execute(held.values(reading_until=func.now() + LEASE))


def forget_cursor(session: Session, reading: Reading) -> Reading | None:
    """The company does not know it any more: read everything, over what is known. None: overtaken."""
    calendar = connections.locked_calendar(session, reading.calendar_id)
    if calendar is None or (calendar.cursor, calendar.round) != (reading.cursor, reading.round):
        return None
    calendar.cursor = None
    begun = _reading(calendar, reading.window.zone, ports().clock.now(), whole=True)
    session.flush()
    return begun


def ended(session: Session, connection_id: int, *, unread: Mapping[int, int]) -> None:
    """It is over: note how fresh is what was read (`unread` by calendar), and when to read again."""
    connection = connections.found(session, connection_id)
    if connection is None:
        return
    now = ports().clock.now()
    calendars = [one for one in connections.calendars_of(session, [connection_id]) if one.watched]
    told = bool(calendars) and all(
        one.channel_until is not None and one.channel_until > now for one in calendars
    )
    interest = rhythm.Interest(told=told, looked_at=connections.looked_at(session, connection_id))
    between = rhythm.pause(interest, now)
    for calendar in calendars:
        if calendar.id not in unread:
            continue
        calendar.unread = unread[calendar.id]
        if calendar.source_id is not None:
            fresh = update(BusySource).where(BusySource.id == calendar.source_id)
            until = now + rhythm.trust(between)
            session.execute(fresh.values(read_at=calendar.read_at, fresh_until=until))
    connection.reading_until = connection.quiet_until = connection.problem = None
    connection.failures = 0
    if calendars:
        read_at(session, connection, now + between)
    READ.labels(connection.kind, "well").inc()


def ended_badly(
    session: Session, connection_id: int, problem: Problem, *, pause: timedelta | None = None
) -> None:
    """It could not be read this time. What is known keeps counting, and grows old."""
    connection = connections.found(session, connection_id)
    if connection is None or connection.state != State.ACTIVE:
        return
    connection.failures += 1
    connection.reading_until, connection.problem = None, problem
    now = ports().clock.now()
    wait = max(rhythm.pause_after_failures(connection.failures), pause or timedelta())
    if pause is not None:
        connection.quiet_until = now + pause
    read_at(session, connection, now + wait)
    READ.labels(connection.kind, "badly").inc()
    log.warning("calendars not read", connection_id=connection_id, problem=problem.value)


def be_quiet(session: Session, connection_id: int, pause: timedelta) -> None:
    """The company asked for a pause: nobody asks it anything before that is over."""
    connection = connections.found(session, connection_id)
    if connection is not None:
        connection.quiet_until = ports().clock.now() + pause


def refresh(session: Session, resource_id: int) -> None:
    """Have everything read that takes time of a resource."""
    for connection_id in connections.of_resource(session, resource_id):
        connection = connections.found(session, connection_id)
        if connection is not None:
            read_soon(session, connection)


def calendar_failed(session: Session, calendar_id: int, problem: Problem) -> None:
    """This one cannot be read; the others of its account can."""
    calendar = connections.locked_calendar(session, calendar_id)
    if calendar is not None:
        calendar.problem = problem


def _reading(calendar: OutsideCalendar, zone: str, now: datetime, *, whole: bool) -> Reading:
    """Where the window ends too near, all is read anew. A round tells the new rows from the old ones."""
    near = calendar.window_until is None or calendar.window_until < now + RENEWED_WITHIN
    if calendar.cursor is None or whole or near:
        calendar.cursor = None
        calendar.round += 1
    until = now + AHEAD
    window = Window(now - BEFORE, until, zone)
    return Reading(calendar.id, calendar.remote_id, calendar.cursor, calendar.round, window, until)


def _zone(session: Session, connection: Connection) -> str:
    provider = wishes.resource_of(session, connection.user_id)
    return provider[2] if provider is not None else session.get_one(User, connection.user_id).timezone
