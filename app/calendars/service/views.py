"""Accounts, calendars and the rest as the API shows them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.availability.models import BusySource
from app.calendars import sealed
from app.calendars.models import Connection, OutsideCalendar
from app.calendars.queries import busy, connections, wishes
from app.http.paging import Page, Paging
from app.kernel.errors import NotFound
from app.kernel.sealing import Unreadable
from app.ports import ports


@dataclass(frozen=True, slots=True)
class KindView:
    kind: str
    needs: str
    writes: bool
    pushes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    id: int
    name: str
    writable: bool
    main: bool
    blocks: bool
    receives: bool
    tentative_blocks: bool
    whole_days_block: bool
    closed_when_unreadable: bool
    last_read_at: datetime | None
    degraded: bool
    pushed: bool
    unread_events: int
    problem: str | None


@dataclass(frozen=True, slots=True)
class ConnectionView:
    id: int
    kind: str
    account: str
    state: str
    problem: str | None
    calendars: Sequence[CalendarView]
    created_at: datetime


def kinds() -> Sequence[KindView]:
    """What can be connected here."""
    found = []
    for kind, company in ports().calendars.items():
        needs = "PASSWORD" if company.writes else "ADDRESS"
        found.append(KindView(kind, "CONSENT" if company.consent else needs, company.writes, company.pushes))
    return found


def mine(session: Session, user_id: int) -> Sequence[ConnectionView]:
    return _shown(session, connections.all_of(session, user_id))


def one(session: Session, connection_id: int, *, user_id: int) -> ConnectionView:
    """Raises NotFound."""
    connection = connections.owned(session, connection_id, owner=user_id)
    if connection is None:
        raise NotFound
    return _shown(session, [connection])[0]


def one_calendar(session: Session, calendar: OutsideCalendar) -> CalendarView:
    sources = connections.sources(session, [calendar.source_id] if calendar.source_id else [])
    return _calendar(calendar, sources, ports().clock.now())


def conflicts(session: Session, user_id: int, paging: Paging) -> Page:
    rows = busy.conflicts(session, user_id, limit=paging.size, offset=paging.offset)
    return Page(rows, busy.count_conflicts(session, user_id), paging)


def my_wishes(session: Session, user_id: int, paging: Paging) -> Page:
    return Page(wishes.mine(session, user_id, paging), wishes.count_mine(session, user_id), paging)


def _shown(session: Session, found: Sequence[Connection]) -> list[ConnectionView]:
    calendars = connections.calendars_of(session, [connection.id for connection in found])
    sources = connections.sources(session, [one.source_id for one in calendars if one.source_id is not None])
    by_connection: defaultdict[int, list[CalendarView]] = defaultdict(list)
    now = ports().clock.now()
    for calendar in calendars:
        by_connection[calendar.connection_id].append(_calendar(calendar, sources, now))
    return [
        ConnectionView(
            connection.id,
            connection.kind,
            _account(connection),
            connection.state,
            connection.problem,
            by_connection[connection.id],
            connection.created_at,
        )
        for connection in found
    ]


def _account(connection: Connection) -> str:
    """Whose it is, as far as that is known here: the name with which it opens, or the address of a file."""
    try:
        words = sealed.opened(connection)
    except Unreadable:
        return ""
    return words.get("owner") or words.get("username") or words.get("url", "")


def _calendar(calendar: OutsideCalendar, sources: Mapping[int, BusySource], now: datetime) -> CalendarView:
    source = sources.get(calendar.source_id or 0)
    return CalendarView(
        id=calendar.id,
        name=calendar.name,
        writable=calendar.writable,
        main=calendar.main,
        blocks=source is not None,
        receives=calendar.receives,
        tentative_blocks=calendar.tentative_blocks,
        whole_days_block=calendar.whole_days_block,
        closed_when_unreadable=source is not None and source.closes,
        last_read_at=calendar.read_at,
        degraded=source is not None and source.fresh_until < now,
        pushed=calendar.channel_until is not None and calendar.channel_until > now,
        unread_events=calendar.unread,
        problem=calendar.problem,
    )
