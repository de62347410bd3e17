"""One booking and one event: look at what stands there, decide, and do it."""

from datetime import datetime

import structlog

from app.calendars.rules.agreeing import Standing, Step, decide
from app.calendars.rules.words import Deleted, Moved, WishKind
from app.calendars.service import agreeing, wishing
from app.calendars.service.agreeing import Pair
from app.db import ledger
from app.db.ledger import Task
from app.db.session import database_now, transaction
from app.kernel.errors import Refusal
from app.ports.calendars import Account, Copy

log = structlog.get_logger(__name__)


def bring_to_agree(task: Task, pair: Pair, account: Account) -> None:
    """Raises what the company fails with, before anything was settled here."""
    known = pair.remote_id if pair.written.version else None
    found = account.find(pair.remote_calendar, pair.told.uid, known) if pair.tried else None
    stands = Standing(found.start, found.end) if found is not None else None
    step = decide(pair.wanted, pair.version, pair.written, stands)
    if step is Step.MOVED and found is not None:
        return _moved(task, pair, account, found)
    if step is Step.DELETED:
        return _deleted(task, pair, account)
    if step is Step.PUT_BACK and found is not None:
        return _put_back(task, pair, account, found, WishKind.MOVED)
    return _settle(task, pair, step, _done(pair, account, step, found))


def _done(pair: Pair, account: Account, step: Step, found: Copy | None) -> Copy | None:
    if step is Step.WRITE:
        return account.put(pair.remote_calendar, pair.told, found)
    if step is Step.REMOVE and found is not None:
        account.remove(pair.remote_calendar, found)
    return found if step is Step.NOTHING and pair.wanted is not None else None


def _settle(task: Task, pair: Pair, step: Step, copy: Copy | None) -> None:
    with transaction() as session:
        agreeing.settled(session, pair, step, copy)
        if step is not Step.NOTHING or copy is not None:  # else a person is still to decide
            wishing.void(session, pair)
        ledger.finish(session, task)


def _moved(task: Task, pair: Pair, account: Account, found: Copy) -> None:
    """By the provider's rule: the booking follows if the new time is free, a person is asked, or neither."""
    with transaction() as session:
        rule = wishing.policy_of(session, pair.booking_id).moved
    if rule is Moved.ASK:
        return _asked(task, pair, WishKind.MOVED, found.start)
    if rule is Moved.ACCEPT and _followed(task, pair, found.start):
        return None
    return _put_back(task, pair, account, found, WishKind.MOVED)


def _followed(task: Task, pair: Pair, start: datetime) -> bool:
    """Whether the booking could follow. Its new version is written into its calendars by itself."""
    try:
        with transaction() as session:
            wishing.move(session, pair, start, now=database_now(session))
            agreeing.let_go(session, pair)
            ledger.finish(session, task)
    except Refusal as refusal:
        log.info("booking cannot follow its event", booking_id=pair.booking_id, code=refusal.code)
        task.reopen()
        return False
    return True


def _deleted(task: Task, pair: Pair, account: Account) -> None:
    """A deletion cancels nothing by itself: somebody is asked, or the event comes back."""
    with transaction() as session:
        rule = wishing.policy_of(session, pair.booking_id).deleted
    if rule is Deleted.ASK:
        return _asked(task, pair, WishKind.DELETED, None)
    return _put_back(task, pair, account, None, WishKind.DELETED)


def _asked(task: Task, pair: Pair, kind: WishKind, start: datetime | None) -> None:
    with transaction() as session:
        wishing.ask(session, pair, kind, start)
        ledger.finish(session, task)


def _put_back(task: Task, pair: Pair, account: Account, found: Copy | None, kind: WishKind) -> None:
    copy = account.put(pair.remote_calendar, pair.told, found)
    with transaction() as session:
        agreeing.settled(session, pair, Step.PUT_BACK, copy)
        wishing.put_back(session, pair, kind, found.start if found is not None else None)
        ledger.finish(session, task)
