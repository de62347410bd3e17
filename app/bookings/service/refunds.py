"""Giving back what a booking that came to nothing owes its client."""

from sqlalchemy.orm import Session

from app.bookings.models import Booking
from app.payments import queries as payment_queries
from app.payments import service as payments
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import Purpose


def paid_for(session: Session, booking: Booking) -> Payment | None:
    """The living payment of a booking, or of the series that it belongs to."""
    if booking.series_id is not None:
        return payments.alive_of_series(session, booking.series_id)
    return payments.alive(session, booking.id)


def share_of(booking: Booking, payment: Payment) -> int:
    """How much of a payment is this booking's."""
    return payment.amount_minor if booking.series_id is None else booking.due_minor


def return_share(session: Session, booking: Booking) -> None:
    """An appointment of a series came to nothing: its share goes back whole, now or once it is taken."""
    payment = paid_for(session, booking)
    if payment is not None and booking.payment_required:
        return_all(session, booking, payment)


def return_taken(session: Session, booking: Booking) -> bool:
    """Give all of a booking's money back, if it was taken. Whether it was."""
    payment = payments.alive(session, booking.id)
    if payment is None or payment.captured_minor == 0:
        return False
    return_all(session, booking, payment)
    return True


def return_all(session: Session, booking: Booking, payment: Payment) -> None:
    """The client got nothing for it: all of it goes back."""
    booking.refund_due_minor = share_of(booking, payment)
    give_back(session, booking, payment)


def give_back(session: Session, booking: Booking, payment: Payment) -> None:
    """Owe the refund that the booking is due, once. Called again when the payment has moved on meanwhile.

    Of a hold what is not given back is claimed instead.

    Money that is only authorised is let go where all of it goes back; a share of it must be taken first, and
    the change to CAPTURED brings us here again.
    """
    due = booking.refund_due_minor or 0
    if payment.purpose != Purpose.PAYMENT:
        payments.claim(session, payment, payment.amount_minor - due)
        return
    if booking.series_id is not None:
        _give_share_back(session, booking, payment, due)
        return
    if payment.status == PaymentStatus.AUTHORIZED:
        if due == payment.amount_minor:
            payments.order_void(session, booking.id)
        return
    missing = due - payment_queries.promised(session, payment.id)
    if missing > 0:
        payments.order_refund(session, booking.id, missing, reason="booking cancelled")


def _give_share_back(session: Session, booking: Booking, payment: Payment, due: int) -> None:
    """Of a payment that is one for all: it is taken whole first, and each refund says what it is for."""
    held = payments.locked(session, payment.id)
    if held is None or not held.captured_minor:
        return
    missing = due - payment_queries.promised_for(session, held.id, booking.id)
    if missing > 0:
        payments.order_refund_of(session, held, missing, reason="booking cancelled", booking_id=booking.id)
