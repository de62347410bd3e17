"""Reserving, letting go and completing bookings."""

from collections.abc import Sequence

import structlog

from app.bookings.metrics import ENDED
from app.bookings.service import deadlines, recovery, time_law
from app.bookings.service.reserve import Reserved, reserve_plain
from app.bookings.service.reserve import reserve as decide
from app.bookings.service.transitions import topic
from app.db import ledger
from app.db.ledger import LeaseLost, Task
from app.db.session import database_now, statements, transaction
from app.ports import ports
from workers.actor import actor

log = structlog.get_logger(__name__)


def reserve_together(tasks: Sequence[Task]) -> None:
    """Decide the plain ones in one transaction, of each booking one task. The others are left."""
    _tell(reserve_plain({task.args["booking_id"]: task for task in tasks}))


@actor("bookings.reserve", batch=16, together=reserve_together)
def reserve(task: Task, booking_id: int) -> None:
    """Decide who gets a time. Twice is harmless: the second finds no booking that waits for it."""
    decided = decide({booking_id: task})
    if not decided:
        with statements() as connection:
            ledger.finish(connection, task)
    elif not task.settled:
        raise LeaseLost(str(task.id))
    _tell(decided)


def _tell(decided: Sequence[Reserved]) -> None:
    settled = [reserved for reserved in decided if reserved.status is not None]
    if not settled:
        return
    ports().outcomes.announce(*(topic(reserved.booking_id) for reserved in settled))
    if rings := [ring for reserved in settled for ring in reserved.rings]:
        ports().bell.ring(rings)
    for reserved in settled:
        ENDED.labels(reserved.status).inc()
        log.info("booking reserved", booking_id=reserved.booking_id, status=str(reserved.status))


@actor("bookings.expire_hold")
def expire_hold(task: Task, booking_id: int) -> None:
    """Let go of a hold that ran out. Twice is harmless: the second finds it gone."""
    with transaction() as session:
        deadlines.expire_hold(session, booking_id, now=database_now(session))
        ledger.finish(session, task)


@actor("bookings.complete")
def complete(task: Task, booking_id: int) -> None:
    """Complete an appointment that is over. Twice is harmless: the second finds it completed."""
    with transaction() as session:
        deadlines.complete(session, booking_id, now=database_now(session))
        ledger.finish(session, task)


@actor("bookings.let_card_go")
def let_card_go(task: Task, *, booking_id: int) -> None:
    """Keep a card no longer once nothing can be charged to it. Twice is harmless: it is gone then."""
    with transaction() as session:
        deadlines.let_card_go(session, booking_id)
        ledger.finish(session, task)


@actor("bookings.recover")
def recover(task: Task) -> None:
    """Owe again what bookings wait for in vain. Twice is harmless: each task is made once an hour."""
    with transaction() as session:
        recovery.recover(session, now=database_now(session))
        ledger.finish(session, task)


@actor("bookings.mind_time_law")
def mind_time_law(task: Task) -> None:
    """Find what was booked under another edition of the time zones. Twice is harmless: so is a look."""
    after: int | None = 0
    while after is not None:
        with transaction() as session:
            after = time_law.compare(session, after=after, now=database_now(session))
    with statements() as connection:
        ledger.finish(connection, task)


@actor("bookings.keep_wall_times")
def keep_wall_times(task: Task, provider_id: int) -> None:
    """Move what the law moves. Twice is harmless: the second finds it booked under the present one."""
    with transaction() as session:
        time_law.keep_wall_times(session, provider_id, now=database_now(session))
        ledger.finish(session, task)
