"""Writing down what the company says. It may come twice, late and in any order: only news changes the row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries, rules
from app.payments.models import Payment, PaymentStatus
from app.payments.service.changing import change
from app.payments.service.returned import settle_refunds
from app.ports import ports
from app.ports.payments import Charge

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The payment, locked, and whether its booking should hear of it."""

    payment: Payment
    changed: bool


def record(session: Session, charge: Charge, *, now: datetime) -> Recorded | None:
    """Apply the company's present truth. None: it is about no payment of ours."""
    payment = queries.locked(session, charge.payment_id)
    if payment is None or payment.company != ports().payments.name:
        log.warning("charge of no payment", payment_id=charge.payment_id, reference=charge.reference)
        return None
    problem = _problem(payment, charge)
    news = {"attention": problem} if problem else _news(session, payment, charge, now=now)
    return _write(session, payment, news, now=now)


def flag(session: Session, payment_id: int, attention: str) -> None:
    """Name what a person has to decide."""
    payment = queries.locked(session, payment_id)
    if payment is not None and payment.attention != attention:
        log.error("payment needs attention", payment_id=payment_id, attention=attention)
        change(session, payment, attention=attention)


def _problem(payment: Payment, charge: Charge) -> str | None:
    """Why this charge must not be believed for this payment."""
    if payment.company_reference not in {None, charge.reference}:
        return "ANOTHER_CHARGE"
    if (payment.amount_minor, payment.currency) != (charge.amount_minor, charge.currency):
        return "AMOUNT_DIFFERS"
    if rules.contradicts(PaymentStatus(payment.status), PaymentStatus(charge.state.name)):
        return "PAID_AFTER_END"
    return None


def _news(session: Session, payment: Payment, charge: Charge, *, now: datetime) -> dict[str, Any]:
    returned = settle_refunds(session, payment, charge.refunds)
    captured = max(payment.captured_minor, charge.captured_minor)
    status = rules.after(PaymentStatus(payment.status), PaymentStatus(charge.state.name))
    if status in rules.TAKEN:
        status = rules.taken(captured, returned.refunded_minor)
    paid = status in rules.TAKEN or status == PaymentStatus.AUTHORIZED
    return {
        "status": status,
        "company_reference": charge.reference,
        "checkout_url": charge.checkout_url or payment.checkout_url,
        "captured_minor": captured,
        "refunded_minor": returned.refunded_minor,
        "paid_at": payment.paid_at or (now if paid else None),
        "attention": rules.REFUND_FAILED if returned.failed else payment.attention,
    }


def _write(session: Session, payment: Payment, facts: dict[str, Any], *, now: datetime) -> Recorded:
    news = {name: value for name, value in facts.items() if getattr(payment, name) != value}
    if not news:
        _heard(session, payment, now=now)
        return Recorded(payment, changed=False)
    changed = change(session, payment, checked_at=now, **news)
    if {"captured_minor", "refunded_minor"} & news.keys():
        ledger.enqueue(session, "invoices.issue", payment_id=changed.id)  # papers follow the money
    if "attention" in news:
        log.error("payment needs attention", payment_id=changed.id, attention=changed.attention)
    log.info(
        "payment changed", payment_id=changed.id, booking_id=changed.booking_id, status=str(changed.status)
    )
    return Recorded(changed, changed=True)


def _heard(session: Session, payment: Payment, *, now: datetime) -> None:
    """Nothing new is no new version: only the time of looking is kept."""
    untouched = {"updated_at": Payment.updated_at, "checked_at": now}
    session.execute(update(Payment).where(Payment.id == payment.id).values(**untouched))
