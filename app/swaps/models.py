"""Proposals to exchange times."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.swaps.rules import SwapStatus

_STATUSES = ", ".join(f"'{status}'" for status in SwapStatus)
_OPEN = text("status = 'PROPOSED'")


class Swap(Stamped, Base):
    """One client asks another to exchange times. The versions say which times were meant."""

    __tablename__ = "swaps"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        CheckConstraint("booking_id <> other_booking_id", name="two_bookings"),
        Index("uq_swaps_proposed", "booking_id", unique=True, postgresql_where=_OPEN),
        Index("uq_swaps_asked", "other_booking_id", unique=True, postgresql_where=_OPEN),
        Index("idx_swaps_client", "client_id", "created_at"),
        Index("idx_swaps_other_client", "other_client_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    other_booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    other_client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    booking_version: Mapped[int]
    other_version: Mapped[int]
    start_time: Mapped[datetime]
    other_start_time: Mapped[datetime]
    status: Mapped[str] = mapped_column(Text, server_default=text("'PROPOSED'"))
    expires_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default=text("1"))
