"""What messages about a provider's plan are written from."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.plans.models import ProviderPlan
from app.plans.rules import GOOD


def lapsed_at(session: Session, provider_id: int) -> datetime | None:
    """Since when a provider who is still shown has no plan in force; None otherwise."""
    mine = session.get(ProviderPlan, provider_id)
    return None if mine is None or mine.hidden or mine.status in GOOD else mine.lapsed_at
