"""What a booking of several services consists of."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bookings.combined.models import BookingItem


def offerings_of(session: Session, booking_id: int) -> Sequence[int]:
    """The offerings of a booking of several services, in their order; none of a plain one."""
    mine = select(BookingItem.offering_id).where(BookingItem.booking_id == booking_id)
    return session.scalars(mine.order_by(BookingItem.position)).all()
