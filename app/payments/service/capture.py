"""Taking what was authorised."""

from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import Purpose


def order_capture(session: Session, booking_id: int) -> None:
    """Have the authorised payment of a booking taken; nothing where there is none."""
    payment = queries.alive(session, booking_id)
    if payment is not None:
        order_capture_of(session, payment)


def order_capture_of(session: Session, payment: Payment) -> None:
    """Have this payment taken, if it is authorised. Of a hold nothing is taken but what is claimed."""
    if payment.status == PaymentStatus.AUTHORIZED and payment.purpose != Purpose.CARD_HOLD:
        ledger.enqueue(session, "payments.capture", payment_id=payment.id)
