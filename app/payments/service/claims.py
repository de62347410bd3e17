"""Card holds: what the policy keeps is taken of them, and the rest, mostly all of it, is let go."""

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import Purpose
from app.payments.service.capture import order_capture_of
from app.payments.service.changing import change
from app.payments.service.voiding import order_void_of
from app.ports import ports

log = structlog.get_logger(__name__)


def claim(session: Session, payment: Payment, fee_minor: int) -> None:
    """Have this much taken of a hold, or let it go where nothing is kept. Said once: what is claimed stands.

    A fee that its client pays by the link is all ours: it is only to be captured.
    """
    if payment.purpose == Purpose.FEE:
        order_capture_of(session, payment)
    elif payment.status == PaymentStatus.AUTHORIZED and payment.claimed_minor is None:
        _claim(session, payment, fee_minor)


def _claim(session: Session, payment: Payment, fee_minor: int) -> None:
    if not fee_minor:
        order_void_of(session, payment)
        return
    held = queries.locked(session, payment.id) or payment
    change(session, held, claimed_minor=min(fee_minor, held.amount_minor))
    ledger.enqueue(session, "payments.claim", payment_id=payment.id)
    log.info("hold claimed", payment_id=payment.id, booking_id=payment.booking_id)


def claim_refused(session: Session, payment_id: int) -> Payment | None:
    """The company will take nothing of this hold: it has failed. None: it had ended otherwise."""
    payment = queries.locked(session, payment_id)
    if payment is None or payment.status != PaymentStatus.AUTHORIZED:
        return None
    log.warning("hold not charged", payment_id=payment_id, booking_id=payment.booking_id)
    return change(session, payment, status=PaymentStatus.FAILED)


def stand_fee(session: Session, failed: Payment, fee_minor: int) -> Payment:
    """Another payment of the same booking, for the fee alone: its client pays it by the link."""
    fee = Payment(
        booking_id=failed.booking_id,
        provider_id=failed.provider_id,
        client_id=failed.client_id,
        amount_minor=fee_minor,
        currency=failed.currency,
        company=ports().payments.name,
        purpose=Purpose.FEE,
        description=failed.description,
    )
    session.add(fee)
    session.flush()
    log.info("fee asked for", payment_id=fee.id, booking_id=fee.booking_id)
    return fee
