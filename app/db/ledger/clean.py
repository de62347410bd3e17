"""Dropping what nobody will ask for again. Dead tasks stay until a person decides."""

from datetime import timedelta
from typing import Any

from sqlalchemy import TextClause, text

from app.db.session import statements

KEEP_TASKS = timedelta(days=7)
KEEP_ANSWERS = timedelta(days=7)  # by Idempotency-Key
KEEP_EVENTS = timedelta(days=60)  # payment companies can send an event again for thirty

_TASKS = text("""
DELETE FROM tasks WHERE id IN (
  SELECT id FROM tasks WHERE state IN ('done', 'cancelled') AND done_at < now() - cast(:keep AS interval)
  ORDER BY done_at LIMIT :limit FOR UPDATE SKIP LOCKED)
""")
_ANSWERS = text("""
DELETE FROM idempotency_keys WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM idempotency_keys WHERE created_at < now() - cast(:keep AS interval)
  ORDER BY created_at LIMIT :limit FOR UPDATE SKIP LOCKED))
""")
_EVENTS = text("""
DELETE FROM inbox WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM inbox WHERE received_at < now() - cast(:keep AS interval)
  ORDER BY received_at LIMIT :limit FOR UPDATE SKIP LOCKED))
""")


def clean(limit: int = 1000) -> dict[str, int]:
    """Delete old rows, `limit` a statement so that no lock lives long. Returns how many of which."""
    return {
        "tasks": _drain(_TASKS, keep=KEEP_TASKS, limit=limit),
        "answers": _drain(_ANSWERS, keep=KEEP_ANSWERS, limit=limit),
        "events": _drain(_EVENTS, keep=KEEP_EVENTS, limit=limit),
    }


def _drain(statement: TextClause, *, limit: int, **values: Any) -> int:
    total = 0
    while True:
        with statements() as connection:
            deleted = connection.execute(statement, {"limit": limit, **values}).rowcount
        total += deleted
        if deleted < limit:
            return total
