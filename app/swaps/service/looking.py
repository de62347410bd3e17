"""For every promise a sweep that finds it broken: proposals whose end nobody noted."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.db import ledger
from app.swaps import queries

LATE = timedelta(minutes=2)


def look(session: Session, *, now: datetime) -> int:
    """Owe their end again. How many tasks that made."""
    made = [
        ledger.enqueue(
            session, "swaps.lapse", dedupe_key=f"swaps.lapse:{swap_id}:{now:%Y%m%d%H}", swap_id=swap_id
        )
        for swap_id in queries.overdue(session, now - LATE)
    ]
    return sum(task is not None for task in made)
