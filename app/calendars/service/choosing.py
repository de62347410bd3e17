"""Which calendars block, and which one receives the bookings."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.availability.models import BusySource
from app.calendars.errors import NotConnected
from app.calendars.events import Choose
from app.calendars.models import CalendarEvent, Conflict, Connection, OutsideCalendar
from app.calendars.queries import bookings, connections, wishes
from app.calendars.rules.rhythm import SHORTEST_TRUST
from app.calendars.rules.words import State
from app.calendars.service.waking import read_soon, watch_soon
from app.db import ledger
from app.kernel.errors import InvalidInput, NotFound
from app.ports import ports
from app.providers.events import times_changed

log = structlog.get_logger(__name__)


def choose(session: Session, command: Choose, *, now: datetime) -> OutsideCalendar:
    """Change what is named.

    Raises:
        NotFound, InvalidInput.
        NotConnected: its account does not let us in at present.
    """
    connections.take_turns(session, command.user_id)
    calendar = connections.owned_calendar(session, command.calendar_id, owner=command.user_id)
    connection = connections.found(session, calendar.connection_id) if calendar is not None else None
    if calendar is None or connection is None or connection.state == State.LEAVING:
        raise NotFound
    if connection.state != State.ACTIVE and (command.blocks or command.receives):
        raise NotConnected
    reread = _count(calendar, command)
    if command.blocks is not None and command.blocks != (calendar.source_id is not None):
        reread = _block(session, calendar, blocks=command.blocks, now=now) or reread
    _close(session, calendar, command)
    if command.receives is not None and command.receives != calendar.receives:
        _receive(session, calendar, receives=command.receives)
    if reread:
        calendar.cursor = None
    session.flush()
    _after(session, connection, calendar, now)
    return calendar


def choose_at_first(
    session: Session, user_id: int, fresh: Sequence[OutsideCalendar], *, now: datetime
) -> None:
    """A new account's main calendar blocks, and receives the bookings where no other one does."""
    main = next((one for one in fresh if one.main), fresh[0])
    if wishes.resource_of(session, user_id) is not None:
        _block(session, main, blocks=True, now=now)
    if main.writable and not connections.receiving(session, [user_id]):
        _receive(session, main, receives=True)
    session.flush()
    if main.watched:
        watch_soon(session, main.id)


def catch_up(session: Session, user_id: int, *, now: datetime) -> None:
    """Have every booking ahead brought into the calendar that receives them."""
    if connections.receiving(session, [user_id]):
        for booking_id in bookings.ahead(session, user_id, now):
            ledger.enqueue(session, "calendars.push", booking_id=booking_id)


def release(session: Session, calendar: OutsideCalendar) -> None:
    """It counts for nothing any more: its times open again, its bookings go elsewhere."""
    if calendar.source_id is not None:
        _unblock(session, calendar)
    if calendar.receives:
        _receive(session, calendar, receives=False)


def _count(calendar: OutsideCalendar, command: Choose) -> bool:
    """What of its events counts. Whether all has to be read anew for that."""
    before = calendar.tentative_blocks, calendar.whole_days_block
    if command.tentative_blocks is not None:
        calendar.tentative_blocks = command.tentative_blocks
    if command.whole_days_block is not None:
        calendar.whole_days_block = command.whole_days_block
    return before != (calendar.tentative_blocks, calendar.whole_days_block)


def _block(session: Session, calendar: OutsideCalendar, *, blocks: bool, now: datetime) -> bool:
    if not blocks:
        _unblock(session, calendar)
        return False
    provider = wishes.resource_of(session, calendar.user_id)
    if provider is None:
        raise InvalidInput.at("blocks", "Only a provider's time can be blocked: publish a profile first.")
    source = BusySource(resource_id=provider[1], fresh_until=now + SHORTEST_TRUST)
    session.add(source)
    session.flush()
    calendar.source_id = source.id
    return True


def _unblock(session: Session, calendar: OutsideCalendar) -> None:
    source_id, calendar.source_id = calendar.source_id, None
    session.flush()
    session.execute(delete(Conflict).where(Conflict.source_id == source_id))
    session.execute(delete(BusySource).where(BusySource.id == source_id))
    provider = wishes.resource_of(session, calendar.user_id)
    if provider is not None:
        times_changed(session, provider[0])


def _close(session: Session, calendar: OutsideCalendar, command: Choose) -> None:
    if command.closed_when_unreadable is None:
        return
    if calendar.source_id is None:
        if command.closed_when_unreadable:
            raise InvalidInput.at("closedWhenUnreadable", "Only for a calendar that blocks.")
        return
    closes = update(BusySource).where(BusySource.id == calendar.source_id)
    session.execute(closes.values(closes=command.closed_when_unreadable))


def _receive(session: Session, calendar: OutsideCalendar, *, receives: bool) -> None:
    if receives and not calendar.writable:
        raise InvalidInput.at("receives", "This calendar can only be read.")
    before = [one.id for one in connections.receiving(session, [calendar.user_id])]
    session.execute(update(OutsideCalendar).where(OutsideCalendar.id.in_(before)).values(receives=False))
    session.refresh(calendar)
    calendar.receives = receives
    session.flush()
    for event in bookings.standing(session, before, ports().clock.now()):  # they move along
        _agree(session, event)
    person = update(User).where(User.id == calendar.user_id)
    session.execute(person.values(receives_events=receives))


def _agree(session: Session, event: CalendarEvent) -> None:
    booking_id, calendar_id = event.booking_id, event.calendar_id
    ledger.enqueue(session, "calendars.agree", booking_id=booking_id, calendar_id=calendar_id)


def _after(session: Session, connection: Connection, calendar: OutsideCalendar, now: datetime) -> None:
    if not calendar.watched:
        return
    connection.due_at = connection.due_at or now + timedelta(minutes=1)
    read_soon(session, connection)
    if calendar.channel_id is None:
        watch_soon(session, calendar.id)
    if calendar.receives:
        catch_up(session, calendar.user_id, now=now)
