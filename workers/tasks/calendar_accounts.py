"""Opening accounts at calendar companies, and what their refusals mean here."""

from collections.abc import Mapping

import structlog

from app.calendars.rules.words import Problem
from app.calendars.service import connecting
from app.db import ledger
from app.db.ledger import Task
from app.db.session import statements, transaction
from app.kernel.errors import OutsideError, TransientError
from app.ports import ports
from app.ports.calendars import Account, CalendarGone, Channel, ConsentLost, Credentials, NotACalendar
from app.ports.web import OutOfBounds

log = structlog.get_logger(__name__)

_PROBLEMS: tuple[tuple[type[OutsideError], Problem], ...] = (
    (ConsentLost, Problem.CONSENT_LOST),
    (OutOfBounds, Problem.NOT_ALLOWED),
    (NotACalendar, Problem.NOT_A_CALENDAR),
    (CalendarGone, Problem.CALENDAR_GONE),
    (TransientError, Problem.UNREACHABLE),
)


def account(connection_id: int, kind: str, words: Mapping[str, str]) -> Account:
    """Open an account. Renewed credentials are stored at once, whatever becomes of the rest."""
    company = ports().calendars.get(kind)
    if company is None:
        raise TransientError("this company is not set up here any more")

    def keep(credentials: Credentials) -> None:
        with transaction() as session:
            connecting.keep(session, connection_id, credentials)

    return company.account(words, keep)


def exchanged(connection_id: int, kind: str, words: Mapping[str, str]) -> Mapping[str, str]:
    """A code becomes credentials, which are stored before anything else: it is good once."""
    if "code" not in words:
        return words
    company = ports().calendars.get(kind)
    if company is None or company.consent is None:
        raise TransientError("this company is not set up here any more")
    found = company.consent.exchange(words["code"], verifier=words["verifier"], redirect=words["redirect"])
    with transaction() as session:
        connecting.keep(session, connection_id, found)
    return found


def problem_of(error: OutsideError) -> Problem:
    return next((word for kind, word in _PROBLEMS if isinstance(error, kind)), Problem.REFUSED)


def lost(task: Task, connection_id: int) -> None:
    with transaction() as session:
        connecting.lost(session, connection_id)
        ledger.finish(session, task)


def end_quietly(opened: Account, channel: Channel | None) -> None:
    """An old channel that does not end tells us of the same changes for a while: that does no harm."""
    if channel is None:
        return
    try:
        opened.unwatch(channel)
    except OutsideError as error:
        log.info("old channel not ended", reason=str(error))


def nothing_to_do(task: Task) -> None:
    with statements() as connection:
        ledger.finish(connection, task)
