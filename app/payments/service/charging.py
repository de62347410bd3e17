"""A payment that stands ready for a booking; the company hears of it when the client opens the pay link."""

from sqlalchemy.orm import Session

from app.kernel.money import Money
from app.payments.models import Payment
from app.ports import ports


def charge_booking(
    session: Session, *, booking_id: int, provider_id: int, client_id: int, due: Money
) -> Payment:
    payment = Payment(
        booking_id=booking_id,
        provider_id=provider_id,
        client_id=client_id,
        amount_minor=due.minor,
        currency=due.currency,
        company=ports().payments.name,
    )
    session.add(payment)
    session.flush()
    return payment
