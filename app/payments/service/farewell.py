"""Who goes leaves no card behind."""

from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries


def forget_cards(session: Session, user_id: int) -> None:
    """Have every company forget the cards of an account that is deleted."""
    for company, reference in queries.customers(session, user_id):
        ledger.enqueue(session, "payments.forget_customer", company=company, reference=reference)
