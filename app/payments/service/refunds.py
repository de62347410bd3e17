"""Giving money back, never more than was taken: counted under the payment's lock."""

from dataclasses import dataclass
from decimal import Decimal

import structlog
from sqlalchemy.orm import Session

from app.db import ledger, trail
from app.kernel.errors import InvalidInput, NotFound
from app.kernel.money import BadMoney, Money, from_major
from app.payments import queries
from app.payments.errors import NothingTaken, UnderDispute, beyond
from app.payments.models import Payment, PaymentStatus, Refund, RefundStatus
from app.payments.rules import REFUND_FAILED
from app.payments.service.changing import change
from app.payments.service.views import RefundView, refund_view

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRefund:
    """A person wants money given back. No `amount`: all that is left. No `by`: an administrator."""

    payment_id: int
    amount: Decimal | None
    reason: str
    by: int | None
    currency: str | None = None


def order_refund(session: Session, booking_id: int, amount_minor: int, *, reason: str) -> Refund | None:
    """Give back up to `amount_minor` of what a booking's client paid. None: there is nothing to give back.

    Once a refund has failed a person decides: asking again by ourselves would fail for ever. While a dispute
    is open the bank decides: once it has, the payment changes, and its booking asks again.
    """
    payment = queries.locked_alive(session, booking_id)
    return None if payment is None else order_refund_of(session, payment, amount_minor, reason=reason)


def order_refund_of(
    session: Session, payment: Payment, amount_minor: int, *, reason: str, booking_id: int | None = None
) -> Refund | None:
    """The same for one payment, which this transaction has locked; of a series' it says for which booking."""
    if payment.attention == REFUND_FAILED or payment.status == PaymentStatus.DISPUTED:
        return None
    amount = min(amount_minor, _left(session, payment))
    if amount <= 0:
        return None
    return owe_refund(session, payment, amount, reason=reason, booking_id=booking_id)


def request_refund(session: Session, command: RequestRefund) -> RefundView:
    """Owe a refund that the provider or an administrator asks for.

    Raises:
        NotFound: not theirs.
        UnderDispute: the bank holds the money, and must not be anticipated.
        NothingTaken: nothing is left that could be given back.
        InvalidInput: of `amount` or `currency`.
    """
    payment = queries.earned(session, command.payment_id, user_id=command.by)
    if payment is None:
        raise NotFound
    if command.currency not in {None, payment.currency}:
        raise InvalidInput.at("currency", f"This payment was made in {payment.currency}.")
    if payment.status == PaymentStatus.DISPUTED:
        raise UnderDispute
    left = _left(session, payment)
    if left <= 0:
        raise NothingTaken
    amount = left if command.amount is None else _minor(command.amount, Money(left, payment.currency))
    return refund_view(payment, owe_refund(session, payment, amount, reason=command.reason))


def refund_refused(session: Session, refund_id: int) -> Payment | None:
    """The company will never give this money back as asked: a person has to find another way."""
    refund = queries.refund(session, refund_id)
    payment = queries.locked(session, refund.payment_id) if refund else None
    if refund is None or payment is None:
        return None
    session.refresh(refund)
    if refund.status in {RefundStatus.DONE, RefundStatus.FAILED}:
        return None
    refund.status = RefundStatus.FAILED
    log.error("refund refused", refund_id=refund.id, payment_id=payment.id)
    return change(session, payment, attention=REFUND_FAILED)


def _left(session: Session, payment: Payment) -> int:
    return payment.captured_minor - payment.lost_minor - queries.promised(session, payment.id)


def _minor(amount: Decimal, left: Money) -> int:
    try:
        wanted = from_major(amount, left.currency).minor
    except BadMoney as error:
        raise InvalidInput.at("amount", str(error)) from error
    if wanted <= 0:
        raise InvalidInput.at("amount", "Must be more than 0.")
    if wanted > left.minor:
        raise beyond(left)
    return wanted


def owe_refund(
    session: Session, payment: Payment, amount_minor: int, *, reason: str, booking_id: int | None = None
) -> Refund:
    """Write down that money of a locked payment goes back, and have the company asked."""
    refund = Refund(
        payment_id=payment.id,
        booking_id=booking_id,
        amount_minor=amount_minor,
        reason=reason,
        status=RefundStatus.OWED,
    )
    session.add(refund)
    session.flush()
    ledger.enqueue(session, "payments.refund", refund_id=refund.id)
    trail.record(session, "payment.refund_owed", "payment", payment.id, refund=refund.id)
    log.info("refund owed", refund_id=refund.id, payment_id=payment.id, booking_id=payment.booking_id)
    return refund
