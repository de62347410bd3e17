"""Asking for a reading: however many ask before it begins, it is one."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars.models import Connection
from app.db import ledger


def read_soon(session: Session, connection: Connection) -> bool:
    """Now. False: somebody has asked for the same."""
    key = f"calendar-now:{connection.id}:{connection.generation}"
    made = ledger.enqueue(session, "calendars.read", dedupe_key=key, connection_id=connection.id)
    return made is not None


def read_at(session: Session, connection: Connection, due: datetime) -> None:
    """Then, unless it was read meanwhile."""
    connection.due_at = due
    ledger.enqueue(
        session,
        "calendars.read",
        run_at=due,
        dedupe_key=f"calendar-due:{connection.id}:{connection.generation}",
        connection_id=connection.id,
        generation=connection.generation,
    )


def watch_soon(session: Session, calendar_id: int, *, at: datetime | None = None, since: str = "") -> None:
    """See to a calendar's push channel, `since` telling which one is to be followed by another."""
    key = f"calendar-watch:{calendar_id}:{since}" if at is not None else None
    ledger.enqueue(session, "calendars.watch", run_at=at, dedupe_key=key, calendar_id=calendar_id)
