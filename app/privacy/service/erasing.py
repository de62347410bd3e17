"""Erasing what deleted accounts left, once the grace is over within which somebody may ask for them back."""

from datetime import datetime

import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.db import ledger, trail
from app.kernel.errors import Conflict
from app.ports import ports
from app.privacy import queries
from app.privacy.erasures import ERASURES, NOBODY

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 1_000


def owe_erasures(session: Session, *, now: datetime) -> int:
    """Owe the erasing of all whose grace is over. How many; the rest has its turn the next time."""
    due = queries.forgotten(session, now - ports().site.erasure_grace, MOST_AT_ONCE)
    for user_id in due:
        ledger.enqueue(session, "privacy.erase", dedupe_key=f"erase:{user_id}", user_id=user_id)
    return len(due)


def erase(session: Session, user_id: int, *, now: datetime) -> None:
    """Take everything out that a person wrote. What others and the law need stays, by ids alone.

    Raises:
        Conflict: the account is not deleted.
    """
    user = queries.deleted_user(session, user_id)
    if user is None:
        raise Conflict("Only an account that was deleted can be erased.")
    if user.erased_at is not None:
        return
    for file_id in queries.files(session, user_id):
        ledger.enqueue(session, "bookings.drop_file", file_id=str(file_id))
    for statement in ERASURES.values():
        session.execute(text(statement), {"user_id": user_id, "nobody": NOBODY, "now": now})
    trail.record(session, "account.erased", "user", user_id)
    log.info("account erased", user_id=user_id)
