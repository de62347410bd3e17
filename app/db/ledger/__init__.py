"""The task ledger: PostgreSQL owns every piece of work, Redis only rings the bell."""

from app.db.ledger.enqueue import enqueue

__all__ = ["enqueue"]
