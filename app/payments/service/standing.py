"""How a payment stands, for whoever comes back from paying."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.payments import queries
from app.payments.models import PaymentStatus


@dataclass(frozen=True, slots=True)
class Standing:
    status: PaymentStatus
    amount: str
    description: str | None


def standing(session: Session, payment_id: int) -> Standing:
    """Raises NotFound."""
    payment = queries.by_id(session, payment_id)
    if payment is None:
        raise NotFound
    amount = Money(payment.amount_minor, payment.currency).words()
    return Standing(PaymentStatus(payment.status), amount, payment.description)


def look_into(session: Session, payment_id: int, *, now: datetime) -> None:
    """Have the company asked, at most once a minute: whoever waits need not wait for a lost webhook."""
    key = f"payments.check:{payment_id}:{now:%Y-%m-%dT%H:%M}"
    ledger.enqueue(session, "payments.check", payment_id=payment_id, dedupe_key=key)
