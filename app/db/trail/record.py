"""Writing the trail in the transaction of the deed: what was rolled back was not done."""

from typing import Any

import structlog
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.db.session import ACTOR
from app.db.trail.models import AuditEvent

_INSERT = insert(AuditEvent)


def record(
    session: Session, action: str, subject: str, subject_id: object, *, by: int | None = None, **facts: Any
) -> None:
    """Note that somebody did something: `record(session, "account.role_changed", "user", 7, role="ADMIN")`.

    `facts` are ids, codes and names of fields: never what a person wrote. Without `by` it was whoever the
    transaction is for.
    """
    session.execute(
        _INSERT,
        {
            "action": action,
            "actor_id": session.info.get(ACTOR) if by is None else by,
            "subject": subject,
            "subject_id": str(subject_id),
            "facts": facts,
            "request_id": structlog.contextvars.get_contextvars().get("request_id"),
        },
    )
