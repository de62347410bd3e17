"""Remembering what came from outside, once."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db.ledger.models import InboxEvent


def receive(session: Session, *, source: str, event_id: str, kind: str, reference: str) -> bool:
    """Note a verified event; its task belongs into the same transaction. False: it was here before."""
    values = {"source": source, "event_id": event_id, "kind": kind, "reference": reference}
    statement = insert(InboxEvent).values(values).on_conflict_do_nothing().returning(InboxEvent.event_id)
    return session.execute(statement).scalar_one_or_none() is not None
