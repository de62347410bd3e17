"""Seeing to it that nobody can pay any more."""

import structlog
from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import UNPAID

log = structlog.get_logger(__name__)


def close_unasked(session: Session, booking_id: int) -> bool:
    """Close a payment that the company never heard of. Whether none is alive any more."""
    closed = _close(session, Payment.booking_id == booking_id)
    return closed is not None or queries.alive(session, booking_id) is None


def close_one_unasked(session: Session, payment_id: int) -> Payment | None:
    """Close this payment if the company never heard of it. None: it did, or it is closed already."""
    return _close(session, Payment.id == payment_id)


def _close(session: Session, which: ColumnElement[bool]) -> Payment | None:
    unasked = (Payment.status == PaymentStatus.CREATING, Payment.asked_at.is_(None))
    statement = (
        update(Payment)
        .where(which, *unasked)
        .values(status=PaymentStatus.VOIDED, version=Payment.version + 1)
        .returning(Payment)
    )
    closed = session.scalar(statement, execution_options={"populate_existing": True})
    if closed is not None:
        log.info("payment closed unasked", payment_id=closed.id, booking_id=closed.booking_id)
    return closed


def order_void(session: Session, booking_id: int) -> None:
    """Have the living payment closed at the company; what came of it is told to the booking.

    An unpaid one is closed, and stays paid if somebody was faster; one known to be authorised is let go.
    """
    payment = queries.alive(session, booking_id)
    if payment is not None:
        order_void_of(session, payment)


def order_void_of(session: Session, payment: Payment) -> None:
    """The same for one living payment."""
    if payment.status in UNPAID or payment.status == PaymentStatus.PROCESSING:
        ledger.enqueue(session, "payments.void", payment_id=payment.id)
    elif payment.status == PaymentStatus.AUTHORIZED:
        ledger.enqueue(session, "payments.release", payment_id=payment.id)
