"""Calendars' talk with the outside: what is wanted, the call, what came of it; no transaction meanwhile."""

from typing import NoReturn

import structlog

from app.calendars.rules.words import Problem
from app.calendars.service import agreeing, caring, channels, connecting, disconnecting, pushing, reading
from app.db import ledger
from app.db.ledger import Task
from app.db.session import database_now, transaction
from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.ports import ports
from app.ports.calendars import (
    Busy,
    CalendarGone,
    ConsentLost,
)
from workers.actor import actor
from workers.tasks.calendar_accounts import account, end_quietly, exchanged, lost, nothing_to_do, problem_of
from workers.tasks.calendar_agreeing import bring_to_agree
from workers.tasks.calendar_reading import read_account

log = structlog.get_logger(__name__)

TRIES_TO_CONNECT = 5  # about a minute, in which somebody waits for the outcome


@actor("calendars.connect")
def connect(task: Task, *, connection_id: int) -> None:
    """Open a new account and list its calendars. Twice is harmless: the second finds it opened."""
    with transaction() as session:
        opening = connecting.opening(session, connection_id)
    if opening is None:
        return nothing_to_do(task)
    problem: Problem | None = None
    try:
        words = exchanged(connection_id, opening.kind, opening.words)
        listed = account(connection_id, opening.kind, words).calendars()
    except TransientError as error:
        if task.attempts < TRIES_TO_CONNECT:
            _still_trying(connection_id, error)
        problem = Problem.UNREACHABLE
    except PermanentError as refusal:
        log.info("calendar account refused", connection_id=connection_id, reason=str(refusal))
        problem = problem_of(refusal)
    with transaction() as session:
        if problem is not None:
            connecting.failed(session, connection_id, problem)
        else:
            connecting.opened(session, connection_id, listed, now=ports().clock.now())
        ledger.finish(session, task)
    return None


@actor("calendars.read")
def read(task: Task, *, connection_id: int, generation: int | None = None) -> None:
    """Read what changed. Twice is harmless: what is told twice is written the same."""
    read_account(task, connection_id, generation=generation, whole=False)


@actor("calendars.compare")
def compare(task: Task, *, connection_id: int) -> None:
    """Read everything, and mend what differs on either side. Twice is harmless, as with a reading."""
    read_account(task, connection_id, generation=None, whole=True)


@actor("calendars.refresh")
def refresh(task: Task, *, resource_id: int) -> None:
    """Somebody looks at free times again: read what takes of them. Twice is harmless: it is one reading."""
    with transaction() as session:
        reading.refresh(session, resource_id)
        ledger.finish(session, task)


@actor("calendars.push")
def push(task: Task, *, booking_id: int) -> None:
    """A booking changed: owe its events. Twice is harmless: each of them reads the truth by itself."""
    with transaction() as session:
        pushing.push(session, booking_id)
        ledger.finish(session, task)


@actor("calendars.agree")
def agree(task: Task, *, booking_id: int, calendar_id: int) -> None:
    """Bring a booking and its event to agree. Twice is harmless: the second finds that they do."""
    with transaction() as session:
        pair = agreeing.take(session, booking_id, calendar_id, now=database_now(session))
    if pair is None:
        return nothing_to_do(task)
    try:
        bring_to_agree(task, pair, account(pair.connection_id, pair.kind, pair.words))
    except OutsideError as error:
        _not_agreed(task, pair, error)
    return None


@actor("calendars.watch")
def watch(task: Task, *, calendar_id: int) -> None:
    """Have a company tell us of changes. Twice is harmless: the second finds a channel that lives."""
    with transaction() as session:
        watching = channels.watching(session, calendar_id, now=database_now(session))
    if watching is None:
        return nothing_to_do(task)
    opened = account(watching.connection_id, watching.kind, watching.words)
    try:
        channel = opened.watch(watching.remote_calendar, watching.wanted, url=watching.url)
    except ConsentLost:
        return lost(task, watching.connection_id)
    except PermanentError as refusal:
        # Without a public https address no company tells anything: then reading by the clock does.
        log.info("calendar cannot be watched", calendar_id=calendar_id, reason=str(refusal))
        return nothing_to_do(task)
    with transaction() as session:
        kept = channels.watched(session, calendar_id, channel, now=database_now(session))
        ledger.finish(session, task)
    end_quietly(opened, watching.old if kept else channel)
    return None


@actor("calendars.leave")
def leave(task: Task, *, connection_id: int) -> None:
    """Say goodbye to a company. Twice is harmless: what was revoked is revoked."""
    with transaction() as session:
        leaving = disconnecting.leaving(session, connection_id)
    if leaving is None:
        return nothing_to_do(task)
    if "code" not in leaving.words:
        opened = account(connection_id, leaving.kind, leaving.words)
        try:
            for channel in leaving.channels:
                opened.unwatch(channel)
            opened.leave()
        except PermanentError as refusal:
            log.info("company left without a word", connection_id=connection_id, reason=str(refusal))
    with transaction() as session:
        disconnecting.left(session, connection_id)
        ledger.finish(session, task)
    return None


@actor("calendars.care")
def care(task: Task) -> None:
    """Owe again what nobody owes any more. Twice is harmless: each piece of work is owed once."""
    with transaction() as session:
        caring.care(session, now=database_now(session))
        ledger.finish(session, task)


@actor("calendars.compare_all")
def compare_all(task: Task) -> None:
    """Plan the nightly comparison. Twice is harmless: each account is planned once a night."""
    with transaction() as session:
        caring.compare_all(session, now=database_now(session))
        ledger.finish(session, task)


def _still_trying(connection_id: int, error: TransientError) -> NoReturn:
    """Whoever waits sees why it takes so long."""
    with transaction() as session:
        connecting.delayed(session, connection_id)
    raise error


def _not_agreed(task: Task, pair: agreeing.Pair, error: OutsideError) -> None:
    with transaction() as session:
        agreeing.let_go(session, pair)
        if isinstance(error, Busy):
            reading.be_quiet(session, pair.connection_id, error.pause)
    if isinstance(error, ConsentLost):
        return lost(task, pair.connection_id)
    if isinstance(error, CalendarGone):
        with transaction() as session:
            reading.calendar_failed(session, pair.calendar_id, Problem.CALENDAR_GONE)
            ledger.finish(session, task)
        return None
    raise error
