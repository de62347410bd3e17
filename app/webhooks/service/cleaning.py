"""Dropping messages that nobody replays any more."""

from datetime import timedelta

from sqlalchemy import text

from app.db.session import statements

KEEP = timedelta(days=30)

_OLD = text("""
DELETE FROM webhook_messages WHERE id = ANY(ARRAY(
  SELECT id FROM webhook_messages WHERE created_at < now() - cast(:keep AS interval)
  ORDER BY created_at LIMIT :limit FOR UPDATE SKIP LOCKED))
""")


def clean(limit: int = 1000) -> int:
    """Delete old messages with their log, `limit` a statement so that no lock lives long. How many."""
    total = 0
    while True:
        with statements() as connection:
            deleted = connection.execute(_OLD, {"keep": KEEP, "limit": limit}).rowcount
        total += deleted
        if deleted < limit:
            return total
