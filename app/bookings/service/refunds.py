"""Giving back what a booking that came to nothing owes its client."""

from sqlalchemy.orm import Session

from app.bookings.models import Booking
from app.payments import queries as payment_queries
from app.payments import service as payments
from app.payments.models import Payment, PaymentStatus


def give_back(session: Session, booking: Booking, payment: Payment) -> None:
    """Owe the refund that the booking is due, once. Called again when the payment has moved on meanwhile.

    Money that is only authorised is let go where all of it goes back; a share of it must be taken first, and
    the change to CAPTURED brings us here again.
    """
    due = booking.refund_due_minor or 0
    if payment.status == PaymentStatus.AUTHORIZED:
        if due == payment.amount_minor:
            payments.order_void(session, booking.id)
        return
    missing = due - payment_queries.promised(session, payment.id)
    if missing > 0:
        payments.order_refund(session, booking.id, missing, reason="booking cancelled")
