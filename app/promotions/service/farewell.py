"""Nobody goes who was paid ahead."""

from sqlalchemy.orm import Session

from app.promotions import queries
from app.promotions.errors import CreditsOwed
from app.promotions.service.purchases import close_unpaid


def refuse_with_credits_owed(session: Session, user_id: int) -> None:
    """Raises CreditsOwed where clients still hold credits of this account; else nobody may buy any more."""
    owed = queries.owed_by(session, user_id)
    if owed:
        raise CreditsOwed(f"Clients hold credits of {owed} packages: give the money back first.")
    for purchase_id in queries.unpaid_of(session, user_id):
        close_unpaid(session, purchase_id)
