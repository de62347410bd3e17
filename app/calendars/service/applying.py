"""What a page of an outside calendar means here: busy times, conflicts, and what became of our own events."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.availability.models import BusySource
from app.calendars.host import host
from app.calendars.metrics import UNREAD
from app.calendars.models import CalendarEvent, OutsideCalendar
from app.calendars.queries import bookings, busy, wishes
from app.calendars.rules.counting import Choice, counting
from app.calendars.rules.ours import booking_of
from app.calendars.rules.words import EventState
from app.db import ledger
from app.ports import ports
from app.ports.calendars import Item, Page
from app.providers.events import times_changed


def apply_page(session: Session, calendar: OutsideCalendar, page: Page) -> bool:
    """Whether it brought conflicts that nobody knew of.

    An event that bears a UID of ours never takes time a second time: its booking does.
    """
    if page.unread:
        UNREAD.inc(page.unread)
    if not page.items:
        return False
    mine = {item.key: number for item in page.items if (number := booking_of(item.uid, host()))}
    if calendar.receives:
        _look_after(session, calendar, page.items, mine)
    return calendar.source_id is not None and _block(session, calendar, page.items, set(mine))


def apply_end(session: Session, calendar: OutsideCalendar, *, whole: bool) -> None:
    """After the last page. What a whole reading did not name is gone, events of ours included."""
    if calendar.source_id is not None:
        if whole:
            busy.drop_older(session, calendar.source_id, calendar.round)
            _times_changed(session, calendar)
        busy.forget_settled(session, calendar.source_id)
    if whole and calendar.receives:
        for booking_id in bookings.astray(session, calendar, ports().clock.now()):
            _agree(session, booking_id, calendar.id)


def _block(session: Session, calendar: OutsideCalendar, items: Sequence[Item], ours: set[str]) -> bool:
    source = session.get(BusySource, calendar.source_id)
    if source is None:
        return False
    choice = Choice(calendar.tentative_blocks, calendar.whole_days_block)
    taken = [
        (item.key, start, end)
        for item in items
        if item.key not in ours
        for start, end in counting(item.taken, choice)
    ]
    keys = [item.key for item in items]
    busy.replace(session, (source.id, source.resource_id), keys, taken, round=calendar.round)
    _times_changed(session, calendar)
    return bool(busy.new_conflicts(session, source.id, keys))


def _times_changed(session: Session, calendar: OutsideCalendar) -> None:
    provider = wishes.resource_of(session, calendar.user_id)
    if provider is not None:
        times_changed(session, provider[0])


def _look_after(
    session: Session, calendar: OutsideCalendar, items: Sequence[Item], mine: Mapping[str, int]
) -> None:
    """Have somebody look at each event of ours that is not as we wrote it.

    The same UID under another name is a copy that a mail brought: it is left alone.
    """
    found = {item.key: item for item in items}
    by_name = bookings.by_remote(session, calendar.id, list(found))
    by_number = bookings.by_booking(session, calendar.id, list(mine.values()))
    for event in by_name:
        event.seen_round = calendar.round
        if _differs(event, found[event.remote_id or ""]):
            _agree(session, event.booking_id, calendar.id)
    known = {event.booking_id for event in (*by_name, *by_number) if event.remote_id is not None}
    for number in set(mine.values()) - known:
        _agree(session, number, calendar.id)


def _differs(event: CalendarEvent, item: Item) -> bool:
    if event.state == EventState.ASKED:
        return False
    times = [(one.start, one.end) for one in item.taken]
    wanted = [] if event.state == EventState.GONE else [(event.start_time, event.end_time)]
    return times != wanted


def _agree(session: Session, booking_id: int, calendar_id: int) -> None:
    ledger.enqueue(session, "calendars.agree", booking_id=booking_id, calendar_id=calendar_id)
