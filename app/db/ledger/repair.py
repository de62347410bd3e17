"""What an operator does with tasks: let them try again, or give them up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.db.session import RINGS
from app.ports.tasks import Ring

_REPLAY = text("""
UPDATE tasks SET state = 'ready', attempts = 0, run_at = now(), rung_at = now(), done_at = NULL
WHERE id IN (
  SELECT id FROM tasks
  WHERE state IN ('dead', 'cancelled') AND id = ANY(cast(:ids AS uuid[])) FOR UPDATE SKIP LOCKED)
RETURNING id, actor, queue
""")
_DISCARD = text("""
UPDATE tasks SET state = 'cancelled', done_at = now(), last_error = :reason
WHERE id = :id AND state IN ('ready', 'dead') RETURNING id
""")


def replay(session: Session, ids: Sequence[UUID]) -> Sequence[UUID]:
    """Make dead or discarded tasks ready again, with all their tries. Others among `ids` are left alone."""
    rings = [Ring(*row) for row in session.execute(_REPLAY, {"ids": list(ids)})]
    session.info.setdefault(RINGS, []).extend(rings)
    return [ring.task_id for ring in rings]


def discard(session: Session, task_id: UUID, reason: str) -> bool:
    """Give up a task that waits or is dead. False: it is in work, or has ended already."""
    found = session.execute(_DISCARD, {"id": task_id, "reason": f"discarded: {reason}"})
    return found.scalar_one_or_none() is not None
