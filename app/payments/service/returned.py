"""Writing down what the company says of refunds, those included that were made at the company itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries, rules
from app.payments.bookkeeping import Movement
from app.payments.models import Payment, Refund, RefundStatus
from app.payments.service.posting import book
from app.ports.payments import ChargeRefund

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Returned:
    """How much went back in all, and whether a refund has failed that was not known to have."""

    refunded_minor: int
    failed: bool


def settle_refunds(session: Session, payment: Payment, told: Sequence[ChargeRefund]) -> Returned:
    """Bring the refunds of a locked payment to what the company says of them."""
    rows = queries.refunds(session, [payment.id])[payment.id]
    failed = False
    for fact in told:
        row = _row_of(rows, fact) or _adopt(session, payment, rows, fact)
        failed |= _settle(session, payment, row, fact)
    session.flush()
    done = sum(row.amount_minor for row in rows if row.status == RefundStatus.DONE)
    return Returned(done, failed)


def _row_of(rows: Sequence[Refund], fact: ChargeRefund) -> Refund | None:
    same = (row for row in rows if fact.key == row.company_key or fact.reference == row.company_reference)
    return next(same, None)


def _adopt(session: Session, payment: Payment, rows: list[Refund], fact: ChargeRefund) -> Refund:
    """A refund that somebody made at the company: the books must know it."""
    row = Refund(
        payment_id=payment.id,
        amount_minor=fact.amount_minor,
        reason="Made at the payment company.",
        status=RefundStatus.OWED,
    )
    session.add(row)
    session.flush()
    rows.append(row)
    return row


def stop_refunds(session: Session, payment: Payment) -> None:
    """The bank gave the money back: what we still owed is owed no more."""
    for row in queries.refunds(session, [payment.id])[payment.id]:
        if row.status == RefundStatus.OWED:
            row.status = RefundStatus.FAILED
            log.warning("refund stopped by a lost dispute", refund_id=row.id, payment_id=payment.id)


def take_up_refunds(session: Session, payment: Payment) -> None:
    """Ask the company for what had to wait while a dispute was open."""
    for row in queries.refunds(session, [payment.id])[payment.id]:
        if row.status == RefundStatus.OWED:
            ledger.enqueue(session, "payments.refund", refund_id=row.id)


def _settle(session: Session, payment: Payment, row: Refund, fact: ChargeRefund) -> bool:
    """Move one refund; whether it failed just now."""
    row.company_reference = fact.reference
    before = row.status
    status = rules.refund_after(RefundStatus(row.status), RefundStatus(fact.state.name))
    if status == row.status:
        return False
    row.status = status
    log.info("refund changed", refund_id=row.id, payment_id=row.payment_id, status=str(status))
    if status == RefundStatus.FAILED and before == RefundStatus.DONE:
        book(session, payment, Movement.REFUND_RETURNED, row.amount_minor, reference=fact.reference)
    if status == RefundStatus.DONE:
        book(session, payment, Movement.REFUNDED, row.amount_minor, reference=fact.reference)
        ledger.enqueue(session, "notifications.tell", kind="payment_refunded", refund_id=row.id)
    return status == RefundStatus.FAILED
