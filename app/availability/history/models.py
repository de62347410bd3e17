"""Lines that triggers write, see the migration `0026_what_was_offered`. Nothing here changes them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Text, func
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class TimetableHistory(Base):
    """All that a provider's timetable and offerings said from a moment on, until the next line."""

    __tablename__ = "timetable_history"
    __table_args__ = (Index("idx_timetable_history_provider", "provider_id", "at"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    at: Mapped[datetime]
    snapshot: Mapped[dict[str, Any]]


class TakenHistory(Base):
    """A stretch that was taken in `[since, until)`, and is free since then or taken for another booking."""

    __tablename__ = "taken_history"
    __table_args__ = (Index("idx_taken_history_during", "resource_id", "during", postgresql_using="gist"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    kind: Mapped[str] = mapped_column(Text)
    booking_id: Mapped[int | None]
    offering_id: Mapped[int | None]
    starts_at: Mapped[datetime | None]
    time_off_id: Mapped[int | None]
    source_id: Mapped[int | None]
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(server_default=func.now())
