"""How far the history of bookings has been told to whoever counts it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class EventsTold(Base):
    """One row: all events up to this moment and this id have been told."""

    __tablename__ = "events_told"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, server_default=text("1"))
    at: Mapped[datetime]
    event_id: Mapped[int] = mapped_column(BigInteger)
