"""The table of owed work, and the inbox of what came from outside."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, SmallInteger, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class TaskRow(Base):
    """One piece of owed work. `run_at`, leases and ages are all told by the database's clock."""

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint("state IN ('ready', 'running', 'done', 'dead', 'cancelled')", name="state"),
        Index("idx_tasks_due", "run_at", postgresql_where=text("state = 'ready'")),
        Index("idx_tasks_leases", "lease_until", postgresql_where=text("state = 'running'")),
        Index("idx_tasks_actor_due", "actor", "run_at", postgresql_where=text("state = 'ready'")),
        Index("idx_tasks_dead", "done_at", postgresql_where=text("state = 'dead'")),
        Index("idx_tasks_finished", "done_at", postgresql_where=text("state IN ('done', 'cancelled')")),
        Index(
            "idx_tasks_booking", text("(args ->> 'booking_id')"), postgresql_where=text("args ? 'booking_id'")
        ),
        Index(
            "uq_tasks_dedupe_key", "dedupe_key", unique=True, postgresql_where=text("dedupe_key IS NOT NULL")
        ),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    actor: Mapped[str] = mapped_column(Text)
    queue: Mapped[str] = mapped_column(Text)
    args: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    dedupe_key: Mapped[str | None] = mapped_column(Text)
    priority: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    state: Mapped[str] = mapped_column(Text, server_default=text("'ready'"))
    run_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    max_attempts: Mapped[int] = mapped_column(SmallInteger)
    lease_token: Mapped[UUID | None] = mapped_column(Uuid)
    lease_until: Mapped[datetime | None]
    rung_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    last_trace: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[str | None] = mapped_column(Text)
    trace_context: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    done_at: Mapped[datetime | None]


class InboxEvent(Base):
    """A verified webhook, remembered once by (source, event_id)."""

    __tablename__ = "inbox"
    __table_args__ = (Index("idx_inbox_received", "received_at"),)

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    event_id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
