"""Reserving, letting go and completing bookings."""

import structlog

from app.bookings.metrics import ENDED
from app.bookings.service import deadlines, recovery
from app.bookings.service.reserve import reserve as decide
from app.bookings.service.transitions import topic
from app.db import ledger
from app.db.ledger import Task
from app.db.session import database_now, statements, transaction
from app.ports import ports
from workers.actor import actor

log = structlog.get_logger(__name__)


@actor("bookings.reserve", batch=4)
def reserve(task: Task, booking_id: int) -> None:
    """Decide who gets a time. Twice is harmless: the second finds no booking that waits for it."""
    reserved = decide(task, booking_id)
    if reserved.status is None:
        with statements() as connection:
            ledger.finish(connection, task)
        return
    ports().outcomes.announce(topic(booking_id))
    if reserved.rings:
        ports().bell.ring(reserved.rings)
    ENDED.labels(reserved.status).inc()
    log.info("booking reserved", booking_id=booking_id, status=str(reserved.status))


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


@actor("bookings.recover")
def recover(task: Task) -> None:
    """Owe again what bookings wait for in vain. Twice is harmless: each task is made once an hour."""
    with transaction() as session:
        recovery.recover(session, now=database_now(session))
        ledger.finish(session, task)
