"""What people hear about their calendars; each piece of news once."""

from sqlalchemy.orm import Session

from app.calendars.models import Connection
from app.db import ledger


def tell_lost(session: Session, connection: Connection) -> None:
    """Connect it again, please."""
    _tell(session, "calendar_lost", connection)


def tell_conflicts(session: Session, connection: Connection | None) -> None:
    """Outside events came to stand over bookings: told once a reading, however many pages brought them."""
    if connection is not None:
        _tell(session, "calendar_conflict", connection)


def tell_wish(session: Session, kind: str, wish_id: int) -> None:
    """What was done to one of our events, to whoever did it."""
    ledger.enqueue(session, "notifications.tell", kind=kind, wish_id=wish_id)


def _tell(session: Session, kind: str, connection: Connection) -> None:
    ledger.enqueue(
        session,
        "notifications.tell",
        kind=kind,
        connection_id=connection.id,
        generation=connection.generation,
    )
