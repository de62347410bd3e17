"""A request that was answered before it was decided: its client learns of a rejection by mail too."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.db import ledger
from app.notifications import queries
from app.notifications.kinds import Kind
from app.notifications.service.tell import tell

AGAIN = timedelta(minutes=1)
_OURS = frozenset({"SLOT_TAKEN", "NOT_OFFERED"})  # a provider who declined is told of by another message


def tell_rejection(
    session: Session, booking_id: int, *, occasion: str, look: int = 1, now: datetime
) -> list[int]:
    """Owe the mail, look again later, or do nothing: as the booking stands. `look` counts the looks."""
    found = queries.outcome(session, booking_id)
    if found is None:
        return []
    status, reason, version = found
    if status == "REQUESTED":
        ledger.enqueue(
            session,
            "notifications.tell_rejection",
            run_at=now + AGAIN,
            dedupe_key=f"rejection:{booking_id}:{look + 1}",
            booking_id=booking_id,
            look=look + 1,
        )
    if status != "REJECTED" or reason not in _OURS:
        return []
    return tell(session, Kind.BOOKING_REJECTED, occasion=occasion, booking_id=booking_id, version=version)
