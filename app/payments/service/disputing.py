"""Writing down what the company says of disputes."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries, rules
from app.payments.bookkeeping import Movement
from app.payments.models import Dispute, DisputeStatus, Payment
from app.payments.service.posting import book
from app.ports.payments import ChargeDispute

log = structlog.get_logger(__name__)

_DECIDED = {DisputeStatus.WON: Movement.DISPUTE_WON, DisputeStatus.LOST: Movement.DISPUTE_LOST}


@dataclass(frozen=True, slots=True)
class Disputed:
    """How much is lost in all, whether a dispute is open, and what of this is news."""

    lost_minor: int
    open: bool
    opened: bool
    decided: bool
    lost: bool


def settle_disputes(session: Session, payment: Payment, told: Sequence[ChargeDispute]) -> Disputed:
    """Bring the disputes of a locked payment to what the company says of them."""
    rows = {row.company_reference: row for row in queries.disputes(session, [payment.id])[payment.id]}
    opened = decided = lost = False
    for fact in told:
        row = rows.get(fact.reference)
        if row is None:
            row = rows[fact.reference] = _open(session, payment, fact)
            opened = True
        if _decide(session, payment, row, DisputeStatus(fact.state.name)):
            decided, lost = True, lost or row.status == DisputeStatus.LOST
    session.flush()
    total = sum(row.amount_minor for row in rows.values() if row.status == DisputeStatus.LOST)
    still = any(row.status == DisputeStatus.OPEN for row in rows.values())
    return Disputed(total, still, opened, decided, lost)


def _open(session: Session, payment: Payment, fact: ChargeDispute) -> Dispute:
    row = Dispute(
        payment_id=payment.id,
        amount_minor=fact.amount_minor,
        status=DisputeStatus.OPEN,
        company_reference=fact.reference,
    )
    session.add(row)
    session.flush()
    book(session, payment, Movement.DISPUTE_OPENED, fact.amount_minor, reference=fact.reference)
    ledger.enqueue(session, "notifications.tell", kind="payment_disputed", dispute_id=row.id)
    log.warning("dispute opened", dispute_id=row.id, payment_id=payment.id, booking_id=payment.booking_id)
    return row


def _decide(session: Session, payment: Payment, row: Dispute, told: DisputeStatus) -> bool:
    """Move one dispute; whether it was decided just now."""
    status = rules.dispute_after(DisputeStatus(row.status), told)
    if status == row.status:
        return False
    row.status = status
    book(session, payment, _DECIDED[status], row.amount_minor, reference=row.company_reference)
    log.info("dispute decided", dispute_id=row.id, payment_id=payment.id, status=str(status))
    return True
