"""What the policy keeps of a booking, and could not be charged to the card that was kept for it."""

from sqlalchemy.orm import Session

from app.bookings import rules
from app.bookings.models import Booking
from app.bookings.rules import Status
from app.bookings.service import transitions
from app.payments import service as payments
from app.payments.models import Payment


def ask(session: Session, booking: Booking, failed: Payment, fee_minor: int) -> None:
    """Stand a payment for the fee ready, and mail its link to the client."""
    payments.stand_fee(session, failed, fee_minor)
    booking.attention = rules.FEE_DUE
    transitions.advance(session, booking, Status(booking.status), kind="fee_due")
    transitions.tell(session, booking, "fee_due")


def paid(session: Session, booking: Booking, payment: Payment) -> None:
    """The client has paid it: all of it is kept."""
    payments.claim(session, payment, payment.amount_minor)
    if booking.attention == rules.FEE_DUE:
        booking.attention = None
        transitions.advance(session, booking, Status(booking.status), kind="fee_paid")
