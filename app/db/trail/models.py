"""The audit trail, the seals over it, and how far each table is sealed."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, Integer, LargeBinary, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class AuditEvent(Base):
    """One thing that somebody did. Append-only: a trigger refuses every change. Facts are ids and codes."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("idx_audit_events_at", "at", "id"),
        Index("idx_audit_events_actor", "actor_id", "id"),
        Index("idx_audit_events_subject", "subject", "subject_id", "id"),
        Index("idx_audit_events_action", "action", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    action: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    request_id: Mapped[str | None] = mapped_column(Text)


class AuditSeal(Base):
    """A digest over the rows `first_id` to `last_id` of one table, chained to the seal before it."""

    __tablename__ = "audit_seals"
    __table_args__ = (UniqueConstraint("source", "first_id"),)

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(Text)
    first_id: Mapped[int]
    last_id: Mapped[int]
    rows: Mapped[int] = mapped_column(Integer)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    chain: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class AuditMark(Base):
    """How far a table is sealed, and what is to be sealed once every writer of then has ended."""

    __tablename__ = "audit_marks"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    sealed_id: Mapped[int] = mapped_column(server_default=text("0"))
    noted_id: Mapped[int] = mapped_column(server_default=text("0"))
    noted_xmax: Mapped[int] = mapped_column(server_default=text("0"))
    noted_at: Mapped[datetime] = mapped_column(server_default=func.now())
