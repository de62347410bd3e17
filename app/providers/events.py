"""What follows a change of a provider: the words that can be searched, and the search's index."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.db import ledger
from app.ports import ports
from app.providers import wording

# Until then further changes may come: all that are due are indexed by one reading and one request, and
# nobody is rung for each of them.
GATHERED = timedelta(milliseconds=300)


def looks_changed(session: Session, provider_id: int) -> None:
    """What people find or read of a provider is other than before."""
    wording.rewrite(session, [provider_id])
    times_changed(session, provider_id)


def times_changed(session: Session, provider_id: int) -> None:
    """When a provider is free, or how they are rated, is other than before."""
    soon = ports().clock.now() + GATHERED
    ledger.enqueue(session, "search.index", run_at=soon, provider_id=provider_id)
