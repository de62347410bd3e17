"""One reading of an account: begun, page by page, ended."""

import structlog

from app.calendars.service import connecting, reading
from app.calendars.service.reading import Begun, Overtaken, Reading
from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from app.kernel.errors import OutsideError, PermanentError
from app.ports.calendars import Account, Busy, ConsentLost, CursorLost
from workers.tasks.calendar_accounts import account, lost, nothing_to_do, problem_of

log = structlog.get_logger(__name__)


def read_account(task: Task, connection_id: int, *, generation: int | None, whole: bool) -> None:
    with transaction() as session:
        begun = reading.begin(session, connection_id, generation=generation, whole=whole)
    if begun is None:
        return nothing_to_do(task)
    unread: dict[int, int] = {}
    try:
        opened = account(connection_id, begun.kind, begun.words)
        if whole:
            _relist(connection_id, opened)
        for one in begun.readings:
            if (found := _read_one(opened, begun, one)) is not None:
                unread[one.calendar_id] = found
    except ConsentLost:
        return lost(task, connection_id)
    except OutsideError as error:
        return _read_badly(task, connection_id, error)
    with transaction() as session:
        reading.ended(session, connection_id, unread=unread)
        ledger.finish(session, task)
    return None


def _relist(connection_id: int, opened: Account) -> None:
    """Calendars come and go in an account."""
    listed = opened.calendars()
    with transaction() as session:
        connecting.relisted(session, connection_id, listed)


def _read_one(opened: Account, begun: Begun, one: Reading) -> int | None:
    """Page by page; how many events nobody understood. None: a calendar that fails alone fails alone."""
    try:
        return _pages(opened, begun, one)
    except CursorLost:
        with transaction() as session:
            anew = reading.forget_cursor(session, one)
        return _pages(opened, begun, anew) if anew is not None else None
    except Overtaken:
        log.info("reading overtaken", calendar_id=one.calendar_id)
    except ConsentLost:
        raise
    except PermanentError as refusal:
        log.info("calendar not read", calendar_id=one.calendar_id, reason=str(refusal))
        with transaction() as session:
            reading.calendar_failed(session, one.calendar_id, problem_of(refusal))
    return None


def _pages(opened: Account, begun: Begun, one: Reading) -> int:
    unread = 0
    for page in opened.changes(one.remote_id, one.cursor, one.window):
        unread += page.unread
        with transaction() as session:
            reading.apply(session, begun, one, page)
    return unread


def _read_badly(task: Task, connection_id: int, error: OutsideError) -> None:
    """The next try is planned with the calendar, not with the task: it never dies."""
    log.warning("calendar company failed", connection_id=connection_id, reason=str(error))
    with transaction() as session:
        pause = error.pause if isinstance(error, Busy) else None
        reading.ended_badly(session, connection_id, problem_of(error), pause=pause)
        ledger.finish(session, task)
