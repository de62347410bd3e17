"""Clients' consent to a card being kept: shown, given, and written down before the company is asked."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.payments import consents, queries
from app.payments.consents import Kind, Wording
from app.payments.errors import CannotSaveCard
from app.payments.models import CardConsent, Payment
from app.payments.rules import UNPAID, Purpose
from app.payments.service.changing import change
from app.payments.service.checkout import keeps_card
from app.ports import ports


def consent_due(session: Session, payment_id: int, *, now: datetime) -> Wording | None:
    """What is still to be agreed to before this checkout. None: nothing, or there is nothing to pay."""
    payment = queries.by_id(session, payment_id)
    if payment is None or not _secures(payment):
        return None
    kind = _kind(payment, now)
    return None if queries.consented(session, payment_id, kind) else _wording(session, payment, kind)


def agree(session: Session, payment_id: int, *, now: datetime) -> str:
    """The client agrees to what this hold may take; by which company. Twice is once. Raises NotFound."""
    payment = queries.locked(session, payment_id)
    if payment is None:
        raise NotFound
    if _secures(payment):
        _record(session, payment, _wording(session, payment, _kind(payment, now)))
    return payment.company


def save_card(session: Session, booking_id: int, *, client_id: int) -> None:
    """The client wants the card with which they pay this booking kept for later payments. Twice is once.

    Raises:
        NotFound: no such booking of theirs, or it costs nothing.
        CannotSaveCard: its checkout is open already, or this company keeps no cards.
    """
    found = queries.of_booking(session, booking_id, client_id=client_id)
    payment = queries.locked(session, found.id) if found is not None else None
    if payment is None:
        raise NotFound("There is no payment for this booking.")
    if payment.saves_card:
        return
    if payment.asked_at is not None or ports().vault_of(payment.company) is None:
        raise CannotSaveCard
    _record(session, payment, _wording(session, payment, Kind.SAVE))
    change(session, payment, saves_card=True)


def _secures(payment: Payment) -> bool:
    return payment.purpose == Purpose.CARD_HOLD and payment.status in UNPAID and payment.asked_at is None


def _kind(payment: Payment, now: datetime) -> Kind:
    return Kind.HOLD if keeps_card(payment, now) else Kind.RESERVE


def _wording(session: Session, payment: Payment, kind: Kind) -> Wording:
    amount = Money(payment.amount_minor, payment.currency).words()
    return consents.wording(kind, merchant=queries.merchant(session, payment), amount=amount)


def _record(session: Session, payment: Payment, agreed: Wording) -> None:
    row = {
        "user_id": payment.client_id,
        "payment_id": payment.id,
        "kind": agreed.kind,
        "wording": agreed.version,
        "text": agreed.text,
    }
    session.execute(insert(CardConsent).values(row).on_conflict_do_nothing())
