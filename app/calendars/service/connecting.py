"""Connecting an account. The request only writes it down: a worker opens it, and finds its calendars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from app.calendars import sealed
from app.calendars.errors import TooMany
from app.calendars.events import Connect
from app.calendars.models import Connection, OutsideCalendar
from app.calendars.queries import connections, wishes
from app.calendars.rules.words import Problem, State
from app.calendars.service import choosing, telling
from app.calendars.service.waking import read_soon
from app.db import ledger
from app.kernel import urls
from app.kernel.errors import InvalidInput, NotFound
from app.ports import ports
from app.ports.calendars import Listed

log = structlog.get_logger(__name__)

MOST = 20  # accounts of one person
PASSWORD_KINDS = ("caldav", "ics")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a worker needs to open an account."""

    connection_id: int
    kind: str
    words: Mapping[str, str]


def connect(session: Session, command: Connect) -> Connection:
    """Write an account down that opens with an address.

    Raises:
        InvalidInput: the address is none that we ask.
        TooMany: this person has enough of them.
    """
    try:
        ports().web.place(command.url)
    except urls.NotAllowed as error:
        raise InvalidInput.at("url", str(error)) from error
    words = {"url": command.url, "username": command.username, "password": command.password}
    return begin(session, command.user_id, command.kind, words)


def begin(session: Session, user_id: int, kind: str, words: Mapping[str, str]) -> Connection:
    """A connection that a worker is to open with these words."""
    if connections.count_of(session, user_id) >= MOST:
        raise TooMany(f"At most {MOST} accounts: disconnect one first.")
    connection = Connection(user_id=user_id, kind=kind, sealed=b"")
    session.add(connection)
    session.flush()
    open_with(session, connection, words)
    log.info("calendar account noted", connection_id=connection.id, kind=kind)
    return connection


def open_with(session: Session, connection: Connection, words: Mapping[str, str]) -> None:
    """Have a worker open it with these words, now or again."""
    connection.sealed = sealed.seal(connection.id, words)
    connection.state, connection.problem, connection.failures = State.CONNECTING, None, 0
    session.flush()
    ledger.enqueue(session, "calendars.connect", connection_id=connection.id)


def reconnect(session: Session, connection_id: int, words: Mapping[str, str], *, user_id: int) -> Connection:
    """New words for an account that is there already: its calendars and their choices stay."""
    connection = connections.owned(session, connection_id, owner=user_id)
    if connection is None:
        raise NotFound
    if connection.kind not in PASSWORD_KINDS:
        raise InvalidInput.at("password", "This account is connected again by a new consent.")
    open_with(session, connection, {**sealed.opened(connection), **words})
    return connection


def opening(session: Session, connection_id: int) -> Opening | None:
    """None: it was opened, or given up, meanwhile."""
    connection = connections.found(session, connection_id)
    if connection is None or connection.state != State.CONNECTING:
        return None
    return Opening(connection.id, connection.kind, sealed.opened(connection))


def keep(session: Session, connection_id: int, credentials: Mapping[str, str]) -> None:
    """Store renewed credentials, or those that a code became."""
    connection = connections.found(session, connection_id)
    if connection is not None:
        name = sealed.opened(connection).get("owner", "")
        connection.sealed = sealed.seal(connection_id, {"owner": name, **credentials})


def opened(session: Session, connection_id: int, listed: Sequence[Listed], *, now: datetime) -> None:
    """The account lets us in: these are its calendars."""
    connection = connections.found(session, connection_id)
    if connection is None or connection.state != State.CONNECTING:
        return
    connection.state, connection.problem, connection.failures = State.ACTIVE, None, 0
    known = {one.remote_id: one for one in connections.calendars_of(session, [connection_id])}
    fresh = _noted(session, connection, listed, known)
    named = next((one.account for one in listed if one.account), "")
    connection.sealed = sealed.seal(connection_id, {**sealed.opened(connection), "owner": named})
    session.flush()
    if fresh and not known:
        choosing.choose_at_first(session, connection.user_id, fresh, now=now)
    connection.due_at = now + timedelta(minutes=1)
    read_soon(session, connection)
    choosing.catch_up(session, connection.user_id, now=now)
    log.info("calendar account opened", connection_id=connection_id, calendars=len(listed))


def relisted(session: Session, connection_id: int, listed: Sequence[Listed]) -> None:
    """Calendars come and go in an account: new ones are offered, those that are gone are marked."""
    connection = connections.found(session, connection_id)
    if connection is None or connection.state != State.ACTIVE:
        return
    known = {one.remote_id: one for one in connections.calendars_of(session, [connection_id])}
    _noted(session, connection, listed, known)
    session.flush()


def _noted(
    session: Session, connection: Connection, listed: Sequence[Listed], known: Mapping[str, OutsideCalendar]
) -> list[OutsideCalendar]:
    """Write down what the account has now; returns those that nobody knew."""
    fresh = []
    for one in listed[:100]:
        calendar = known.get(one.id)
        if calendar is None:
            calendar = OutsideCalendar(
                connection_id=connection.id, user_id=connection.user_id, remote_id=one.id
            )
            session.add(calendar)
            fresh.append(calendar)
        calendar.name, calendar.writable, calendar.main = one.name[:200], one.writable, one.main
        if calendar.problem == Problem.CALENDAR_GONE:
            calendar.problem = None
    for gone in set(known) - {one.id for one in listed}:
        known[gone].problem = Problem.CALENDAR_GONE
    return fresh


def delayed(session: Session, connection_id: int) -> None:
    """Nobody answers there; it is tried again in a moment."""
    connection = connections.found(session, connection_id)
    if connection is not None and connection.state == State.CONNECTING:
        connection.problem = Problem.UNREACHABLE


def failed(session: Session, connection_id: int, problem: Problem) -> None:
    """It did not let us in, for a reason that time will not mend."""
    connection = connections.found(session, connection_id)
    if connection is None or connection.state != State.CONNECTING:
        return
    known = connections.calendars_of(session, [connection_id])
    connection.state = State.LOST if known else State.FAILED
    connection.problem = problem
    log.info("calendar account not opened", connection_id=connection_id, problem=problem.value)


def lost(session: Session, connection_id: int) -> None:
    """It let us in before and does no longer. The person is told once; what was read keeps counting."""
    connection = connections.found(session, connection_id)
    if connection is None or connection.state != State.ACTIVE:
        return
    connection.state, connection.problem = State.LOST, Problem.CONSENT_LOST
    connection.due_at = connection.reading_until = None
    telling.tell_lost(session, connection)
    log.warning("calendar account lost", connection_id=connection_id, kind=connection.kind)


def zone_of(session: Session, user_id: int) -> str | None:
    """A provider's zone; None: the person is a client."""
    found = wishes.resource_of(session, user_id)
    return found[2] if found is not None else None
