"""What clients wait for."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.waitlist.rules import Wanted, WishStatus

_STATUSES = ", ".join(f"'{status}'" for status in WishStatus)
ONE_FOR_A_BOOKING = "uq_wishes_booking"


class Wish(Stamped, Base):
    """A place in a provider's queue. With a `booking_id` its client wants to have that booking earlier.

    `queued_at` is the place: who did not answer an offer goes behind all others.
    """

    __tablename__ = "wishes"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        CheckConstraint("first_date <= last_date", name="dates"),
        CheckConstraint("0 <= opens_minute AND opens_minute < closes_minute", name="opens"),
        CheckConstraint("closes_minute <= 1440", name="closes"),
        CheckConstraint("seats >= 1", name="seats"),
        Index(
            "idx_wishes_queue",
            "provider_id",
            "queued_at",
            "id",
            postgresql_where=text("status = 'WAITING'"),
        ),
        Index("idx_wishes_provider", "provider_id", "created_at"),
        Index("idx_wishes_client", "client_id", "created_at"),
        Index(
            ONE_FOR_A_BOOKING,
            "booking_id",
            unique=True,
            postgresql_where=text("status IN ('WAITING', 'OFFERED')"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))
    first_date: Mapped[date] = mapped_column(Date)
    last_date: Mapped[date] = mapped_column(Date)
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), server_default=text("'{}'"))
    opens_minute: Mapped[int] = mapped_column(SmallInteger)
    closes_minute: Mapped[int] = mapped_column(SmallInteger)
    zone: Mapped[str] = mapped_column(Text)
    seats: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    status: Mapped[str] = mapped_column(Text, server_default=text("'WAITING'"))
    reason: Mapped[str | None] = mapped_column(Text)
    unanswered: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    queued_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]  # when its last date is over
    version: Mapped[int] = mapped_column(server_default=text("1"))

    def wanted(self, *, before: datetime | None = None) -> Wanted:
        return Wanted(
            zone=self.zone,
            first_date=self.first_date,
            last_date=self.last_date,
            weekdays=self.weekdays,
            opens=self.opens_minute,
            closes=self.closes_minute,
            before=before,
        )
