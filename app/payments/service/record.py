"""Writing down what the company says. It may come twice, late and in any order: only news changes the row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import bookkeeping, queries, rules
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import Purpose
from app.payments.service.changing import change
from app.payments.service.disputing import Disputed, settle_disputes
from app.payments.service.posting import book_capture, book_fee_returned, book_loss
from app.payments.service.refunds import owe_refund
from app.payments.service.returned import Returned, settle_refunds, stop_refunds, take_up_refunds
from app.ports.payments import Charge

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The payment, locked, and whether its booking should hear of it."""

    payment: Payment
    changed: bool


def record(session: Session, charge: Charge, *, company: str, now: datetime) -> Recorded | None:
    """Apply a company's present truth. None: it is about no payment of ours with that company."""
    payment = queries.locked(session, charge.payment_id)
    if payment is None or payment.company != company:
        log.warning("charge of no payment", payment_id=charge.payment_id, reference=charge.reference)
        return None
    problem = _problem(payment, charge)
    if problem:
        news = {"attention": problem} | _end_of_it(payment, charge, problem)
    else:
        news = _news(session, payment, charge, now=now)
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
    return None


def _end_of_it(payment: Payment, charge: Charge, problem: str) -> dict[str, Any]:
    """Of another amount nothing is believed but that nobody will pay it any more."""
    told = PaymentStatus(charge.state.name)
    if problem != "AMOUNT_DIFFERS" or told not in rules.ENDED:
        return {}
    return {"status": rules.after(PaymentStatus(payment.status), told)}


def _news(session: Session, payment: Payment, charge: Charge, *, now: datetime) -> dict[str, Any]:
    """What differs from the row. The books get their postings in this very transaction."""
    captured = max(payment.captured_minor, charge.captured_minor)
    book_capture(session, payment, captured, reference=charge.reference)
    returned = settle_refunds(session, payment, charge.refunds)
    book_fee_returned(session, payment, captured, returned.refunded_minor)
    disputed = settle_disputes(session, payment, charge.disputes)
    lost = bookkeeping.borne(disputed.lost_minor, captured, returned.refunded_minor)
    book_loss(session, payment, lost)
    _mind_refunds(session, payment, disputed)
    status = _status(session, payment, PaymentStatus(charge.state.name))
    if status in rules.TAKEN:
        status = rules.taken(captured, returned.refunded_minor, lost_minor=lost, disputed=disputed.open)
    paid = status in rules.TAKEN or status == PaymentStatus.AUTHORIZED
    left = captured - returned.refunded_minor - lost
    _unasked(session, payment, left)
    return {
        "status": status,
        "company_reference": charge.reference or payment.company_reference,  # "": it was never opened
        "checkout_url": charge.checkout_url or payment.checkout_url,
        "card": charge.card,
        "captured_minor": captured,
        "refunded_minor": returned.refunded_minor,
        "lost_minor": lost,
        "paid_at": payment.paid_at or (now if paid else None),
        "attention": _attention(payment, returned, disputed) or _paid_twice(session, payment, status, left),
    }


def _status(session: Session, payment: Payment, told: PaymentStatus) -> PaymentStatus:
    """Money that was taken for a payment we believed dead revives it, unless another took its place."""
    current = PaymentStatus(payment.status)
    if rules.contradicts(current, told) and queries.alive_beside(session, payment) is None:
        return told
    return rules.after(current, told)


def _paid_twice(session: Session, payment: Payment, status: PaymentStatus, left: int) -> str | None:
    """What was taken for a dead payment while another is alive goes back whole."""
    if status not in rules.ENDED or left <= 0:
        return None
    missing = left - queries.on_its_way(session, payment.id)
    if missing > 0:
        owe_refund(session, payment, missing, reason="paid twice")
    return rules.PAID_TWICE


def _unasked(session: Session, payment: Payment, left: int) -> None:
    """Whatever was taken of a hold at the company, past us, goes back: only the policy charges a client."""
    if payment.purpose != Purpose.CARD_HOLD:
        return
    missing = left - (payment.claimed_minor or 0) - queries.on_its_way(session, payment.id)
    if missing > 0:
        owe_refund(session, payment, missing, reason="not asked for")


def _attention(payment: Payment, returned: Returned, disputed: Disputed) -> str | None:
    if returned.failed:
        return rules.REFUND_FAILED
    if disputed.lost:
        return rules.DISPUTE_LOST
    if disputed.opened and disputed.open:
        return rules.DISPUTED
    settled = {rules.PAID_TWICE} if disputed.open else {rules.PAID_TWICE, rules.DISPUTED}
    return None if payment.attention in settled else payment.attention


def _mind_refunds(session: Session, payment: Payment, disputed: Disputed) -> None:
    """Refunds that wait for the bank's decision go on, or end where the bank has given the money back."""
    if disputed.lost:
        stop_refunds(session, payment)
    elif disputed.decided and not disputed.open:
        take_up_refunds(session, payment)


def _write(session: Session, payment: Payment, facts: dict[str, Any], *, now: datetime) -> Recorded:
    news = {name: value for name, value in facts.items() if getattr(payment, name) != value}
    if not news:
        _heard(session, payment, now=now)
        return Recorded(payment, changed=False)
    changed = change(session, payment, checked_at=now, **news)
    if {"captured_minor", "refunded_minor"} & news.keys():
        ledger.enqueue(session, "invoices.issue", payment_id=changed.id)  # papers follow the money
    if news.get("attention"):
        log.error("payment needs attention", payment_id=changed.id, attention=changed.attention)
    log.info(
        "payment changed", payment_id=changed.id, booking_id=changed.booking_id, status=str(changed.status)
    )
    return Recorded(changed, changed=True)


def _heard(session: Session, payment: Payment, *, now: datetime) -> None:
    """Nothing new is no new version: only the time of looking is kept."""
    untouched = {"updated_at": Payment.updated_at, "checked_at": now}
    session.execute(update(Payment).where(Payment.id == payment.id).values(**untouched))
