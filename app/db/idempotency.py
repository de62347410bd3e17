"""Answers remembered by Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header-07)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, SmallInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class IdempotencyKey(Base):
    """`principal` is the user; `route` the method and rule.

    No `status` yet: the first request still runs, and its lease tells for how long to believe that.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("idx_idempotency_keys_created", "created_at"),)

    principal: Mapped[int] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    lease_until: Mapped[datetime]
    status: Mapped[int | None] = mapped_column(SmallInteger)
    body: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    resource_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
