"""What a worker needs to know before it calls the company, as plain values: no transaction stays open."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.payments import queries
from app.payments.models import PaymentStatus, RefundStatus
from app.payments.service.checkout import order_of
from app.ports.payments import Order


@dataclass(frozen=True, slots=True)
class Owed:
    """A payment as it stands. `reference` is None while the company's answer to `order` is unknown."""

    payment_id: int
    company: str
    status: str
    asked: bool
    reference: str | None
    claimed_minor: int | None
    order: Order


@dataclass(frozen=True, slots=True)
class OwedRefund:
    refund_id: int
    payment_id: int
    company: str
    reference: str
    amount_minor: int
    key: str


def owed(session: Session, payment_id: int) -> Owed | None:
    payment = queries.by_id(session, payment_id)
    if payment is None:
        return None
    return Owed(
        payment_id,
        payment.company,
        payment.status,
        payment.asked_at is not None,
        payment.company_reference,
        payment.claimed_minor,
        order_of(session, payment),
    )


def owed_refund(session: Session, refund_id: int) -> OwedRefund | None:
    """A refund that the company has not settled yet, and that no open dispute forbids."""
    refund = queries.refund(session, refund_id)
    if refund is None or refund.status in {RefundStatus.DONE, RefundStatus.FAILED}:
        return None
    payment = queries.by_id(session, refund.payment_id)
    if payment is None or payment.company_reference is None or payment.status == PaymentStatus.DISPUTED:
        return None
    return OwedRefund(
        refund.id,
        payment.id,
        payment.company,
        payment.company_reference,
        refund.amount_minor,
        refund.company_key,
    )
