"""Letting a client pay: we note that the company will be asked, ask it, and note its answer."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel import ids
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.payments import queries
from app.payments.errors import PaymentClosed
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import UNPAID, Purpose, authorises
from app.payments.service.changing import change
from app.payments.service.links import pay_link
from app.payouts import service as payouts
from app.ports import ports
from app.ports.payments import Charge, ChargeState, Order

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where to pay, if we know already; else what the company must be asked."""

    url: str | None
    company: str
    order: Order


def ask(session: Session, payment_id: int, *, now: datetime) -> Asked:
    """Note that the company knows of this payment from here on, whatever becomes of the call.

    Raises:
        NotFound: there is no such payment.
        PaymentClosed: it is paid, or nobody may pay it any more.
    """
    payment = queries.locked(session, payment_id)
    if payment is None:
        raise NotFound
    if payment.status not in UNPAID:
        raise PaymentClosed
    if payment.asked_at is None:
        wording = payment.description or _booked(payment)
        fixed = {"description": wording, "keeps_card": keeps_card(payment, now), **_shares(session, payment)}
        payment = change(session, payment, asked_at=now, **fixed)
        log.info("payment asked for", payment_id=payment.id, booking_id=payment.booking_id)
    return Asked(payment.checkout_url, payment.company, order_of(session, payment))


def keeps_card(payment: Payment, now: datetime) -> bool:
    """A hold reserves the money where that lasts long enough, and keeps the card elsewhere."""
    if payment.purpose != Purpose.CARD_HOLD or ports().vault_of(payment.company) is None:
        return False
    return not authorises(payment.secures_until, now)


def _booked(payment: Payment) -> str:
    return f"Booking {ids.reference(payment.booking_id)}" if payment.booking_id else "A package"


def order_of(session: Session, payment: Payment) -> Order:
    """The same order every time: all that the company compares is fixed when it is first asked."""
    link = pay_link(payment.id)
    return Order(
        key=f"pay:{payment.id}",
        payment_id=payment.id,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        merchant=queries.merchant(session, payment),
        description=payment.description or "",
        success_url=f"{link}/done",
        cancel_url=f"{link}/unpaid",
        destination=payment.destination,
        fee_minor=payment.fee_minor,
        customer=_customer(session, payment),
        keeps_card=payment.keeps_card,
        saves_card=payment.saves_card,
    )


def _customer(session: Session, payment: Payment) -> str | None:
    """Known from the first question on that needs one: see `app.payments.service.customers`."""
    if not (payment.keeps_card or payment.saves_card):
        return None
    return queries.customer(session, payment.client_id, company=payment.company)


def _shares(session: Session, payment: Payment) -> dict[str, Any]:
    """Where the money goes. Like the words it is fixed here: the company compares both."""
    owed = Money(payment.amount_minor, payment.currency)
    return asdict(payouts.terms(session, payment.provider_id, owed, through=payment.company))


def opened(session: Session, charge: Charge) -> None:
    """Note the checkout that the company opened. If more happened there, a worker looks into it."""
    payment = queries.locked(session, charge.payment_id)
    if payment is None:
        raise NotFound
    if charge.state is not ChargeState.OPEN:
        ledger.enqueue(session, "payments.check", payment_id=payment.id)
    elif payment.status == PaymentStatus.CREATING:
        reference, url = charge.reference, charge.checkout_url
        change(session, payment, status=PaymentStatus.OPEN, company_reference=reference, checkout_url=url)
        log.info("checkout opened", payment_id=payment.id, booking_id=payment.booking_id)
