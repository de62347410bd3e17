"""A payment for something bought, where no booking waits for it."""

from sqlalchemy.orm import Session

from app.kernel.money import Money
from app.payments.models import Payment
from app.ports import ports


def charge_purchase(
    session: Session, *, purchase_id: int, provider_id: int, client_id: int, price: Money, description: str
) -> Payment:
    """Stand a payment ready. The company hears of it when the client opens the pay link."""
    payment = Payment(
        purchase_id=purchase_id,
        provider_id=provider_id,
        client_id=client_id,
        amount_minor=price.minor,
        currency=price.currency,
        company=ports().payments.name,
        description=description,
    )
    session.add(payment)
    session.flush()
    return payment
