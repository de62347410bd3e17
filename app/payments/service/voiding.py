"""Seeing to it that nobody can pay any more."""

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import UNPAID

log = structlog.get_logger(__name__)


def close_unasked(session: Session, booking_id: int) -> bool:
    """Close a payment that the company never heard of. Whether none is alive any more."""
    statement = (
        update(Payment)
        .where(
            Payment.booking_id == booking_id,
            Payment.status == PaymentStatus.CREATING,
            Payment.asked_at.is_(None),
        )
        .values(status=PaymentStatus.VOIDED, version=Payment.version + 1)
        .returning(Payment.id)
    )
    closed = session.scalar(statement)
    if closed is not None:
        log.info("payment closed unasked", payment_id=closed, booking_id=booking_id)
        return True
    return queries.alive(session, booking_id) is None


def order_void(session: Session, booking_id: int) -> None:
    """Have the living payment closed at the company; what came of it is told to the booking.

    An unpaid one is closed, and stays paid if somebody was faster; one known to be authorised is let go.
    """
    payment = queries.alive(session, booking_id)
    if payment is None:
        return
    if payment.status in UNPAID or payment.status == PaymentStatus.PROCESSING:
        ledger.enqueue(session, "payments.void", payment_id=payment.id)
    elif payment.status == PaymentStatus.AUTHORIZED:
        ledger.enqueue(session, "payments.release", payment_id=payment.id)
