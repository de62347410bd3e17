"""Work that a clock orders: the first scheduler to note it wins, the others find it noted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.db.ledger.enqueue import enqueue


def job(session: Session, name: str, minute: datetime) -> UUID | None:
    """Owe the firing of `minute`, once over all schedulers. None: somebody has noted it."""
    return enqueue(session, name, dedupe_key=f"job:{name}:{minute:%Y-%m-%dT%H:%M}")
