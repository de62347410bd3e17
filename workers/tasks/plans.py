"""Plans' talk with the company, and what becomes of those who have none."""

import structlog

from app.db import ledger
from app.db.ledger import Task
from app.db.session import statements, transaction
from app.kernel.errors import PermanentError
from app.plans import service
from app.ports import ports
from workers.actor import actor

log = structlog.get_logger(__name__)


@actor("plans.check")
def check(task: Task, *, reference: str) -> None:
    """Ask how a subscription stands. Twice is harmless: the present truth is written down."""
    try:
        found = service.company().fetch(reference)
    except PermanentError as refusal:
        log.warning("subscription that is not ours", reference=reference, reason=str(refusal))
        with statements() as connection:
            ledger.finish(connection, task)
        return
    with transaction() as session:
        service.record(session, found, now=ports().clock.now())
        ledger.finish(session, task)


@actor("plans.stop")
def stop(task: Task, *, reference: str) -> None:
    """Let a subscription end with its paid time. Twice is harmless: it has one end."""
    try:
        service.company().renew(reference, going_on=False, key=f"stop:{reference}")
    except PermanentError as refusal:
        log.warning("subscription not stopped", reference=reference, reason=str(refusal))
    with statements() as connection:
        ledger.finish(connection, task)


@actor("plans.enforce")
def enforce(task: Task) -> None:
    """Take down who has been without a plan for too long. Twice is harmless: who is down stays down."""
    with transaction() as session:
        hidden = service.enforce(session, now=ports().clock.now())
        ledger.finish(session, task)
    log.info("plans looked through", hidden=hidden)
