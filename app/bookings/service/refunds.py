"""Giving back what a booking that came to nothing owes its client."""

from sqlalchemy.orm import Session

from app.bookings.models import Booking
from app.payments import queries as payment_queries
from app.payments import service as payments
from app.payments.models import Payment, PaymentStatus


def return_taken(session: Session, booking: Booking) -> bool:
    """Give all of a booking's money back, if it was taken. Whether it was."""
    payment = payments.alive(session, booking.id)
    if payment is None or payment.captured_minor == 0:
        return False
    return_all(session, booking, payment)
    return True


def return_all(session: Session, booking: Booking, payment: Payment) -> None:
    """The client got nothing for it: all of it goes back."""
    booking.refund_due_minor = payment.amount_minor
    give_back(session, booking, payment)


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
