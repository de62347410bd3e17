"""Texts and notifications as the local inbox keeps them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.adapters.mail.inbox.models import InboxNote
from app.db.session import statements

NEWEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    channel: str
    key: str
    recipient: str
    title: str
    text: str
    url: str | None = None


def keep(note: Note) -> None:
    """One that was kept already is replaced."""
    values = asdict(note)
    statement = insert(InboxNote).values(values)
    with statements() as connection:
        connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))


def newest(session: Session, *, to: str | None = None) -> Sequence[InboxNote]:
    """The latest, newest first, of one number or device if it is named."""
    query = select(InboxNote).order_by(InboxNote.id.desc()).limit(NEWEST)
    return session.scalars(query if to is None else query.where(InboxNote.recipient == to)).all()
