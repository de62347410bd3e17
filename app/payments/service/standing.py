"""How a payment stands, for whoever comes back from paying."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.payments import queries
from app.payments.models import PaymentStatus
from app.payments.rules import ENDED, UNPAID


@dataclass(frozen=True, slots=True)
class Standing:
    """`again` is another payment of the same booking that can be made instead of one that has ended."""

    status: PaymentStatus
    amount: str
    description: str | None
    again: int | None


def standing(session: Session, payment_id: int) -> Standing:
    """Raises NotFound."""
    payment = queries.by_id(session, payment_id)
    if payment is None:
        raise NotFound
    amount = Money(payment.amount_minor, payment.currency).words()
    living = queries.alive_beside(session, payment) if payment.status in ENDED else None
    again = living.id if living is not None and living.status in UNPAID else None
    return Standing(PaymentStatus(payment.status), amount, payment.description, again)


def look_into(session: Session, payment_id: int, *, now: datetime) -> None:
    """Have the company asked, at most once a minute: whoever waits need not wait for a lost webhook."""
    key = f"payments.check:{payment_id}:{now:%Y-%m-%dT%H:%M}"
    ledger.enqueue(session, "payments.check", payment_id=payment_id, dedupe_key=key)
