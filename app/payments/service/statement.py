"""What a person paid and earned, as the lines of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.kernel import ids
from app.kernel.money import Money
from app.payments import queries
from app.payments.models import Payment
from app.payments.queries import Wanted

HEADINGS = (
    "paymentId",
    "booking",
    "createdAt",
    "paidAt",
    "status",
    "provider",
    "client",
    "description",
    "currency",
    "amount",
    "captured",
    "refunded",
)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines, and the payment after which the next begin; None: these were the last."""

    rows: Sequence[Sequence[str]]
    last: Payment | None


def statement(
    session: Session, wanted: Wanted, *, user_id: int, after: Payment | None, size: int = AT_ONCE
) -> Stretch:
    """The newest first, so many at once that no statement of years fills the memory."""
    found = queries.statement(session, wanted, user_id=user_id, after=after, size=size)
    rows = [_row(payment, provider, f"{first} {last}".strip()) for payment, provider, first, last in found]
    return Stretch(rows, found[-1][0] if len(found) == size else None)


def _row(payment: Payment, provider: str, client: str) -> tuple[str, ...]:
    amounts = (payment.amount_minor, payment.captured_minor, payment.refunded_minor)
    return (
        str(payment.id),
        ids.reference(payment.booking_id) if payment.booking_id else "",  # it is for a package
        _moment(payment.created_at),
        _moment(payment.paid_at),
        payment.status,
        provider,
        client,
        payment.description or "",
        payment.currency,
        *(str(Money(amount, payment.currency).major) for amount in amounts),
    )


def _moment(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
