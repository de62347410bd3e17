"""Through which of the installed companies a client pays: free until one was asked, and not for good then."""

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel.errors import NotFound
from app.payments import queries
from app.payments.errors import PaymentClosed
from app.payments.models import Payment
from app.payments.rules import ENDED, UNPAID
from app.payments.service.changing import change

log = structlog.get_logger(__name__)


def undecided(session: Session, payment_id: int) -> bool:
    """Whether the client may still choose without anybody having been asked. Raises NotFound."""
    payment = queries.by_id(session, payment_id)
    if payment is None:
        raise NotFound
    return payment.status in UNPAID and payment.asked_at is None


def choose(session: Session, payment_id: int, company: str) -> bool:
    """Pay through this one. False: another one's checkout must be closed first, and a worker will do that.

    Raises:
        NotFound: there is no such payment.
        PaymentClosed: it is paid, or nobody may pay it any more.
    """
    payment = queries.locked(session, payment_id)
    if payment is None:
        raise NotFound
    if payment.status not in UNPAID:
        raise PaymentClosed
    if payment.company == company:
        return True
    if payment.asked_at is None:
        change(session, payment, company=company)
        log.info("company chosen", payment_id=payment.id, company=company)
        return True
    key = f"payments.change_company:{payment_id}:{company}"
    ledger.enqueue(session, "payments.change_company", payment_id=payment_id, company=company, dedupe_key=key)
    return False


def pay_elsewhere(session: Session, payment: Payment, company: str) -> bool:
    """Another payment for the same thing, through `company`, for one that has ended. False: one is alive."""
    if payment.status not in ENDED or queries.alive_beside(session, payment) is not None:
        return False
    another = Payment(
        booking_id=payment.booking_id,
        purchase_id=payment.purchase_id,
        series_id=payment.series_id,
        provider_id=payment.provider_id,
        client_id=payment.client_id,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        description=payment.description,
        company=company,
        purpose=payment.purpose,
        secures_until=payment.secures_until,
    )
    session.add(another)
    session.flush()
    log.info("company changed", payment_id=payment.id, another_id=another.id, company=company)
    return True
