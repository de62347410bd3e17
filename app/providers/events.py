"""What follows a change of a provider: the words that can be searched, and the search's index."""

from sqlalchemy.orm import Session

from app.db import ledger
from app.providers import wording


def looks_changed(session: Session, provider_id: int) -> None:
    """What people find or read of a provider is other than before."""
    wording.rewrite(session, [provider_id])
    times_changed(session, provider_id)


def times_changed(session: Session, provider_id: int) -> None:
    """When a provider is free, or how they are rated, is other than before."""
    ledger.enqueue(session, "search.index", provider_id=provider_id)
