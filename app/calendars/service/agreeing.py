"""A booking and its event in one calendar: taken up by one worker at a time, looked at, settled.

Whoever asks (a booking changed, an event was seen elsewhere, the nightly comparison) asks for the same: that
both agree in the end. What is true of either is read when the turn comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import RowMapping, func, or_, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.bookings.rules import Status
from app.calendars import sealed
from app.calendars.metrics import AGREED
from app.calendars.models import CalendarEvent, Connection, OutsideCalendar
from app.calendars.queries import bookings, connections
from app.calendars.rules.agreeing import Standing, Step, Written
from app.calendars.rules.words import EventState, State
from app.calendars.service.words import appointment
from app.kernel.errors import TransientError
from app.kernel.ics import Appointment
from app.ports.calendars import Copy

log = structlog.get_logger(__name__)

LEASE = text("interval '30 seconds'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """`wanted` is None where the booking is to stand in no calendar. `tried`: something may stand there."""

    booking_id: int
    calendar_id: int
    user_id: int
    connection_id: int
    kind: str
    words: Mapping[str, str]
    remote_calendar: str
    remote_id: str | None
    told: Appointment
    wanted: Standing | None
    version: int
    written: Written
    tried: bool


def take(session: Session, booking_id: int, calendar_id: int, *, now: datetime) -> Pair | None:
    """Take both up. None: there is nothing to bring to agree.

    Raises:
        TransientError: another worker has them, or the company asked for a pause.
    """
    calendar = connections.calendar(session, calendar_id)
    connection = connections.found(session, calendar.connection_id) if calendar is not None else None
    booking = bookings.told(session, booking_id)
    if calendar is None or connection is None or booking is None or connection.state != State.ACTIVE:
        return None
    if connection.quiet_until is not None and connection.quiet_until > now:
        raise TransientError("the company asked for a pause")
    serving = booking["hosts"] or [booking["provider_user_id"]]
    theirs = calendar.user_id in {booking["client_id"], *serving}
    wanted = _wanted(booking["status"]) and calendar.receives and theirs
    known = bookings.event(session, booking_id, calendar_id)
    if booking["end_time"] <= now or (known is None and not wanted):
        return None  # what is over is history, and stays as it stands
    event, tried = _leased(session, booking_id, calendar_id, known)
    return _pair(connection, calendar, booking, event, wanted=wanted, tried=tried)


def settled(session: Session, pair: Pair, step: Step, copy: Copy | None) -> None:
    """Note what stands there now. None: nothing does."""
    event = bookings.event(session, pair.booking_id, pair.calendar_id)
    if event is None:
        return  # the calendar was disconnected meanwhile
    event.lease_until = None
    if copy is not None:
        event.state, event.remote_id, event.version = EventState.LIVE, copy.id, pair.version
        event.start_time, event.end_time, event.written_at = copy.start, copy.end, func.now()
    elif step is Step.REMOVE or pair.wanted is None:
        event.state = EventState.GONE
    AGREED.labels(step).inc()
    log.info("calendar event settled", booking_id=pair.booking_id, calendar_id=pair.calendar_id, step=step)


def asked(session: Session, pair: Pair) -> None:
    """A person decides: until then the event stays as they left it."""
    event = bookings.event(session, pair.booking_id, pair.calendar_id)
    if event is not None:
        event.state, event.lease_until = EventState.ASKED, None


def let_go(session: Session, pair: Pair) -> None:
    """Nothing was settled: let the next one try."""
    event = bookings.event(session, pair.booking_id, pair.calendar_id)
    if event is not None:
        event.lease_until = None


def restore(session: Session, booking_id: int, calendar_id: int) -> None:
    """The event is to stand again as the booking has it, whatever was done to it."""
    event = bookings.event(session, booking_id, calendar_id)
    if event is not None:
        event.state, event.version = EventState.LIVE, 0


def _wanted(status: str) -> bool:
    return status == Status.CONFIRMED


def _leased(
    session: Session, booking_id: int, calendar_id: int, known: CalendarEvent | None
) -> tuple[CalendarEvent, bool]:
    """The event's row, ours for a while; whether it was there before."""
    if known is None:
        values = {"booking_id": booking_id, "calendar_id": calendar_id}
        session.execute(insert(CalendarEvent).values(values).on_conflict_do_nothing())
    free = or_(CalendarEvent.lease_until.is_(None), CalendarEvent.lease_until < func.now())
    taking = (
        update(CalendarEvent)
        .where(CalendarEvent.booking_id == booking_id, CalendarEvent.calendar_id == calendar_id, free)
        .values(lease_until=func.now() + LEASE)
        .returning(CalendarEvent.booking_id)
    )
    if session.scalar(taking) is None:
        raise TransientError("another worker has this event")
    event = bookings.event(session, booking_id, calendar_id)
    if event is None:
        raise TransientError("the event's row is gone")
    return event, known is not None


def _pair(
    connection: Connection,
    calendar: OutsideCalendar,
    booking: RowMapping,
    event: CalendarEvent,
    *,
    wanted: bool,
    tried: bool,
) -> Pair:
    told = appointment(booking, reader=calendar.user_id)
    time = None
    if event.start_time is not None and event.end_time is not None:
        time = Standing(event.start_time, event.end_time)
    return Pair(
        booking_id=event.booking_id,
        calendar_id=calendar.id,
        user_id=calendar.user_id,
        connection_id=connection.id,
        kind=connection.kind,
        words=sealed.opened(connection),
        remote_calendar=calendar.remote_id,
        remote_id=event.remote_id,
        told=told,
        wanted=Standing(told.start, told.end) if wanted else None,
        version=told.sequence,
        written=Written(time, event.version, EventState(event.state)),
        tried=tried,
    )
