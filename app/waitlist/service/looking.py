"""For what frees time without telling: hours that grew, time off that ended, tasks that were lost."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.db import ledger
from app.waitlist import queries

LATE = timedelta(minutes=2)


def look(session: Session, *, now: datetime) -> int:
    """Owe a look at each queue, and at each offer whose end nobody heard of. How many tasks that made."""
    made = [
        ledger.enqueue(
            session,
            "waitlist.offer",
            dedupe_key=f"waitlist.offer:{provider_id}:{now:%Y%m%d%H%M}",
            provider_id=provider_id,
        )
        for provider_id in queries.stirred(session, now=now, late=now - LATE)
    ]
    for booking_id in queries.unsettled(session):
        key = f"waitlist.settle:{booking_id}:{now:%Y%m%d%H}"
        made.append(ledger.enqueue(session, "waitlist.settle", dedupe_key=key, booking_id=booking_id))
    return sum(task is not None for task in made)
