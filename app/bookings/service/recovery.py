"""For every promise a sweep that finds it broken: bookings that wait for work nobody owes any more."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.db import ledger

log = structlog.get_logger(__name__)

PATIENCE = timedelta(minutes=2)
_AT_ONCE = 500
_TIMED = (Step.HELD, Step.PAYING, Step.APPROVAL)


def recover(session: Session, *, now: datetime) -> int:
    """Owe again what such bookings wait for: the actors run twice without harm. How many tasks that made.

    A task may have died, been discarded, or been lost with a restored backup; once an hour is often enough.
    """
    late = now - PATIENCE
    waiting: dict[str, ColumnElement[bool]] = {
        "bookings.reserve": and_(Booking.status == Status.REQUESTED, Booking.updated_at < late),
        "bookings.expire_hold": and_(
            Booking.status == Status.PENDING, Booking.step.in_(_TIMED), Booking.hold_expires_at < late
        ),
        "bookings.complete": and_(Booking.status == Status.CONFIRMED, Booking.end_time < late),
    }
    return sum(_owe_again(session, name, condition, now) for name, condition in waiting.items())


def _owe_again(session: Session, name: str, condition: ColumnElement[bool], now: datetime) -> int:
    made = 0
    for booking_id in session.scalars(select(Booking.id).where(condition).limit(_AT_ONCE)):
        key = f"recover:{name}:{booking_id}:{now:%Y%m%d%H}"
        if ledger.enqueue(session, name, dedupe_key=key, booking_id=booking_id) is not None:
            log.warning("work owed again", task=name, booking_id=booking_id)
            made += 1
    return made
