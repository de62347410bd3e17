"""Payments as the API shows them: plain values, read while the session is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.payments import queries
from app.payments.models import Dispute, Payment, Refund
from app.payments.rules import UNPAID
from app.payments.service.links import pay_link


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundView:
    id: int
    payment_id: int
    amount: Decimal
    currency: str
    reason: str
    status: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    id: int
    amount: Decimal
    status: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentView:
    id: int
    booking_id: int | None
    purchase_id: int | None
    series_id: int | None
    provider_id: int
    client_id: int
    purpose: str
    status: str
    amount: Decimal
    currency: str
    captured_amount: Decimal
    refunded_amount: Decimal
    lost_amount: Decimal
    checkout_url: str | None
    paid_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int
    company: str
    company_reference: str | None
    attention: str | None
    refunds: Sequence[RefundView]
    disputes: Sequence[DisputeView]


def payment_for_booking(session: Session, booking_id: int, *, client_id: int) -> PaymentView:
    """The payment of a client's own booking; it was made when the time was reserved.

    Raises:
        NotFound: no such booking of theirs, or it costs nothing.
    """
    payment = queries.of_booking(session, booking_id, client_id=client_id)
    if payment is None:
        raise NotFound("There is no payment for this booking.")
    return _views(session, [payment])[0]


def payment_seen_by(session: Session, payment_id: int, *, user_id: int | None) -> PaymentView:
    """A payment that this user pays or earns; any for an administrator, who is None here."""
    payment = queries.visible(session, payment_id, user_id=user_id)
    if payment is None:
        raise NotFound
    return _views(session, [payment])[0]


def history(session: Session, wanted: queries.Wanted, *, user_id: int, paging: Paging) -> Page:
    """What a user paid and earned, the newest first."""
    payments, total = queries.history(session, wanted, user_id=user_id, paging=paging)
    return Page(_views(session, payments), total, paging)


def everybodys(session: Session, *, attention: bool | None, paging: Paging) -> Page:
    """For administrators: all payments, or those alone that need (or do not need) a person's decision."""
    payments, total = queries.everybodys(session, attention=attention, paging=paging)
    return Page(_views(session, payments), total, paging)


def refund_view(payment: Payment, refund: Refund) -> RefundView:
    return RefundView(
        id=refund.id,
        payment_id=payment.id,
        amount=Money(refund.amount_minor, payment.currency).major,
        currency=payment.currency,
        reason=refund.reason,
        status=refund.status,
        created_at=refund.created_at,
    )


def _views(session: Session, payments: Sequence[Payment]) -> list[PaymentView]:
    ids = [payment.id for payment in payments]
    refunds, disputes = queries.refunds(session, ids), queries.disputes(session, ids)
    return [_view(payment, refunds[payment.id], disputes[payment.id]) for payment in payments]


def _dispute_view(payment: Payment, dispute: Dispute) -> DisputeView:
    return DisputeView(
        id=dispute.id,
        amount=Money(dispute.amount_minor, payment.currency).major,
        status=dispute.status,
        created_at=dispute.created_at,
    )


def _view(payment: Payment, refunds: Sequence[Refund], disputes: Sequence[Dispute]) -> PaymentView:
    return PaymentView(
        id=payment.id,
        booking_id=payment.booking_id,
        purchase_id=payment.purchase_id,
        series_id=payment.series_id,
        provider_id=payment.provider_id,
        client_id=payment.client_id,
        purpose=payment.purpose,
        status=payment.status,
        amount=Money(payment.amount_minor, payment.currency).major,
        currency=payment.currency,
        captured_amount=Money(payment.captured_minor, payment.currency).major,
        refunded_amount=Money(payment.refunded_minor, payment.currency).major,
        lost_amount=Money(payment.lost_minor, payment.currency).major,
        checkout_url=pay_link(payment.id) if payment.status in UNPAID else None,
        paid_at=payment.paid_at,
        created_at=payment.created_at,
        updated_at=payment.updated_at,
        version=payment.version,
        company=payment.company,
        company_reference=payment.company_reference,
        attention=payment.attention,
        refunds=[refund_view(payment, refund) for refund in refunds],
        disputes=[_dispute_view(payment, dispute) for dispute in disputes],
    )
