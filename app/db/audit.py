"""Fills created_by and updated_by from the session's actor."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.db.base import Stamped
from app.db.session import ACTOR


@event.listens_for(Session, "before_flush")
def _sign_rows(session: Session, *_: Any) -> None:
    actor = session.info.get(ACTOR)
    if actor is None:
        return
    for row in session.new:
        if isinstance(row, Stamped) and row.created_by is None:
            row.created_by = actor
    for row in session.dirty:
        if isinstance(row, Stamped):
            row.updated_by = actor
