"""The frame of appointments that recur."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.kernel import ids


class Series(Stamped, Base):
    """What was agreed for all of them. Where each stands, its booking says."""

    __tablename__ = "series"
    __table_args__ = (
        CheckConstraint("char_length(rrule) <= 500", name="rrule"),
        Index("idx_series_client", "client_id", "created_at"),
        Index("idx_series_provider", "provider_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=ids.public_number
    )
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"))
    rrule: Mapped[str] = mapped_column(Text)
    zone: Mapped[str] = mapped_column(Text)
    wall_start: Mapped[datetime] = mapped_column(DateTime(timezone=False))
