"""Telling other programs of bookings."""

import structlog

from app.db import ledger
from app.db.session import statements, transaction
from app.ports import ports
from app.webhooks import service
from workers.actor import actor

log = structlog.get_logger(__name__)


@actor("webhooks.deliver")
def deliver(task: ledger.Task, delivery_id: int, round: int, attempt: int) -> None:  # noqa: A002 - its name in the task
    """Send one message once. Twice is nearly harmless: its receiver knows it by its id."""
    now = ports().clock.now()
    with transaction() as session:
        if (later := service.breather(session, delivery_id, now=now)) is not None:
            ledger.postpone(session, task, later)
            return
        parcel = service.due(session, delivery_id, round_=round, attempt=attempt, now=now)
        if parcel is None:
            ledger.finish(session, task)
            return

    posted = service.post(parcel)  # no transaction is open while we wait for the outside

    with transaction() as session:
        done = ports().clock.now()
        service.record(session, delivery_id, posted, round_=round, attempt=attempt, now=done)
        ledger.finish(session, task)


@actor("webhooks.clean")
def clean(task: ledger.Task) -> None:
    """Drop what nobody replays any more. Twice is harmless: the second time finds nothing."""
    log.info("old webhooks dropped", count=service.clean())
    with statements() as connection:
        ledger.finish(connection, task)
