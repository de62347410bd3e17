"""Who goes leaves no billing details behind. Papers already issued keep the names they bear."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.invoices.models import BuyerBilling


def forget_billing(session: Session, user_id: int) -> None:
    """Drop what a deleted account wanted to be called on invoices."""
    session.execute(delete(BuyerBilling).where(BuyerBilling.user_id == user_id))
