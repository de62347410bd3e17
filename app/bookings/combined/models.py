"""What a booking of several services consists of."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class BookingItem(Base):
    """One of the services, in their order, at the length and the price that were agreed."""

    __tablename__ = "booking_items"
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("price_minor >= 0", name="price"),
    )

    booking_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("bookings.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"))
    minutes: Mapped[int] = mapped_column(Integer)
    price_minor: Mapped[int]
