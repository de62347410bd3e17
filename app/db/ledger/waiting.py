"""Work of one kind that waits: whoever does a lot of it at once settles the rest along with their own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

_WAITING = text("""
    SELECT id, args FROM tasks
    WHERE state = 'ready' AND actor = :actor AND run_at <= now() AND id <> :besides
    ORDER BY run_at LIMIT :limit
""")
_SETTLE = text("""
    UPDATE tasks SET state = 'done', done_at = now() WHERE id IN (
        SELECT id FROM tasks WHERE id = ANY(cast(:ids AS uuid[])) AND state = 'ready'
        FOR UPDATE SKIP LOCKED)
""")


def waiting(session: Session, actor: str, *, besides: UUID, limit: int) -> dict[UUID, dict[str, Any]]:
    """What is due of a kind, by id. All of it is committed: a truth read from here on has it."""
    found = session.execute(_WAITING, {"actor": actor, "besides": besides, "limit": limit})
    return {row.id: row.args for row in found}


def settle_waiting(session: Session, ids: Sequence[UUID]) -> None:
    """Mark those done that nobody has taken up meanwhile, in the transaction of their effect."""
    if ids:
        session.execute(_SETTLE, {"ids": sorted(ids)})
