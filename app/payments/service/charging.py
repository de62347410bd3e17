"""Payments that stand ready for what was booked; the company hears of one when its pay link is opened."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.money import Money
from app.payments.models import Payment
from app.payments.rules import Purpose
from app.ports import ports

_PAID_FOR = "booking_id", "purchase_id", "series_id", "provider_id", "client_id"
_TERMS = *_PAID_FOR, "amount_minor", "currency", "company", "fee_minor", "purpose", "secures_until"


def charge_booking(
    session: Session,
    *,
    booking_id: int,
    provider_id: int,
    client_id: int,
    due: Money,
    secures_until: datetime | None = None,
) -> Payment:
    """With `secures_until` it only secures the booking: `due` is the most that may be taken of it."""
    payment = Payment(
        booking_id=booking_id,
        provider_id=provider_id,
        client_id=client_id,
        amount_minor=due.minor,
        currency=due.currency,
        company=ports().payments.name,
        purpose=Purpose.CARD_HOLD if secures_until else Purpose.PAYMENT,
        secures_until=secures_until,
    )
    session.add(payment)
    session.flush()
    return payment


def charge_series(
    session: Session, *, series_id: int, provider_id: int, client_id: int, due: Money, description: str
) -> Payment:
    """One for all appointments of a series."""
    payment = Payment(
        series_id=series_id,
        provider_id=provider_id,
        client_id=client_id,
        amount_minor=due.minor,
        currency=due.currency,
        company=ports().payments.name,
        description=description,
    )
    session.add(payment)
    session.flush()
    return payment


def charge_again(session: Session, failed: Payment) -> Payment:
    """Another payment stands ready under the same terms."""
    again = Payment(**{name: getattr(failed, name) for name in _TERMS})
    again.description = failed.description if failed.series_id else None
    session.add(again)
    session.flush()
    return again
