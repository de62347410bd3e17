"""For every promise a sweep that finds it broken: bookings that wait for work nobody owes any more."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.bookings.models import Booking
from app.bookings.rules import PAYMENT_DUE, PAYMENT_UNCLEAR, UNSUBMITTED, Status, Step
from app.bookings.service import transitions
from app.db import ledger
from app.payments import service as payments

log = structlog.get_logger(__name__)

PATIENCE, UNCLEAR = timedelta(minutes=2), timedelta(minutes=15)
_AT_ONCE = 500
_TIMED = (*UNSUBMITTED, Step.HELD, Step.PAYING, Step.APPROVAL)


def recover(session: Session, *, now: datetime) -> int:
    """Owe again what such bookings wait for: the actors run twice without harm. How many tasks that made.

    A task may have died, been discarded, or been lost with a restored backup; once an hour is often enough.
    """
    late = now - PATIENCE
    waiting: dict[str, ColumnElement[bool]] = {
        "bookings.reserve": and_(Booking.status == Status.REQUESTED, Booking.updated_at < late),
        "bookings.expire_hold": and_(
            or_(Booking.step.in_(_TIMED), Booking.attention == PAYMENT_DUE),
            Booking.status.in_([Status.PENDING, Status.CONFIRMED]),
            Booking.hold_expires_at < late,
        ),
        "bookings.complete": and_(Booking.status == Status.CONFIRMED, Booking.end_time < late),
    }
    made = sum(_owe_again(session, name, condition, now) for name, condition in waiting.items())
    return made + _call_for_a_person(session, now - UNCLEAR)


def _call_for_a_person(session: Session, late: datetime) -> int:
    """The company has not said for a quarter of an hour whether a payment is closed. The time stays taken."""
    winding_down = Booking.status == Status.PENDING, Booking.step.in_([Step.EXPIRING, Step.CANCELLING])
    stuck = select(Booking).where(*winding_down, Booking.attention.is_(None), Booking.updated_at < late)
    found = session.scalars(stuck.limit(_AT_ONCE).with_for_update(skip_locked=True)).all()
    for booking in found:
        booking.attention = PAYMENT_UNCLEAR
        transitions.advance(session, booking, Status.PENDING, booking.step, kind="payment_unclear")
        payments.order_void(session, booking.id)
        log.error("payment cannot be closed", booking_id=booking.id)
    return len(found)


def _owe_again(session: Session, name: str, condition: ColumnElement[bool], now: datetime) -> int:
    made = 0
    for booking_id in session.scalars(select(Booking.id).where(condition).limit(_AT_ONCE)):
        key = f"recover:{name}:{booking_id}:{now:%Y%m%d%H}"
        if ledger.enqueue(session, name, dedupe_key=key, booking_id=booking_id) is not None:
            log.warning("work owed again", task=name, booking_id=booking_id)
            made += 1
    return made
