"""Files that hold all of a person's data, for as long as they can be fetched."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, Uuid, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class ExportStatus(StrEnum):
    ASKED = "ASKED"
    READY = "READY"
    GONE = "GONE"


_STATUSES = ", ".join(f"'{status}'" for status in ExportStatus)


class DataExport(Base):
    """One at a time is written for a person. Its file goes a day after it was ready; the row stays."""

    __tablename__ = "data_exports"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        CheckConstraint("(file IS NULL) = (status <> 'READY')", name="file"),
        Index("uq_data_exports_asked", "user_id", unique=True, postgresql_where=text("status = 'ASKED'")),
        Index("idx_data_exports_user", "user_id", "asked_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, server_default=func.gen_random_uuid())
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str] = mapped_column(Text, server_default=text("'ASKED'"))
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    ready_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    file: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
