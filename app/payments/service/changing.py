"""The only way in which a payment's row changes."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.payments.models import Payment


def change(session: Session, payment: Payment, **values: Any) -> Payment:
    """Write the next version of a locked payment. A row that moved meanwhile, being unlocked, is an error."""
    statement = (
        update(Payment)
        .where(Payment.id == payment.id, Payment.version == payment.version)
        .values(version=Payment.version + 1, **values)
        .returning(Payment)
    )
    return session.scalars(statement, execution_options={"populate_existing": True}).one()
