"""Programs that want to hear of bookings, what they are told, and every try to tell it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped


class EndpointStatus(StrEnum):
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"  # by its owner, or because it took nothing for days


class DeliveryStatus(StrEnum):
    OWED = "OWED"
    HELD = "HELD"  # until its endpoint is resumed
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"  # the last try failed; it can be replayed


def _one_of(statuses: type[StrEnum]) -> str:
    names = ", ".join(f"'{status}'" for status in statuses)
    return f"status IN ({names})"


class Endpoint(Stamped, Base):
    """`events` are those it wants; none: all. `secret` signs, and so does `previous_secret` for a while."""

    __tablename__ = "webhook_endpoints"
    __table_args__ = (CheckConstraint(_one_of(EndpointStatus), name="status"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    url: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, server_default=text("''"))
    events: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    secret_encrypted: Mapped[bytes] = mapped_column(LargeBinary)
    previous_secret_encrypted: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous_until: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(Text, server_default=text("'ACTIVE'"))
    paused_why: Mapped[str | None] = mapped_column(Text)
    failing_since: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


class Message(Base):
    """One event. Of a booking `sequence` is its version: each tells which came first, and what is missing."""

    __tablename__ = "webhook_messages"
    __table_args__ = (
        Index("uq_webhook_messages_event", "event_id", unique=True),
        Index("idx_webhook_messages_booking", "booking_id"),
        Index("idx_webhook_messages_created", "created_at"),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    event_id: Mapped[int | None]  # the line of the booking's history; none: a test
    booking_id: Mapped[int | None]
    sequence: Mapped[int | None]
    type: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class WebhookDelivery(Base):
    """One message to one endpoint. `round` rises with each replay, which has all tries anew."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        CheckConstraint(_one_of(DeliveryStatus), name="status"),
        Index("uq_webhook_deliveries_message", "message_id", "endpoint_id", unique=True),
        Index("idx_webhook_deliveries_endpoint", "endpoint_id", "id"),
        Index("idx_webhook_deliveries_open", "endpoint_id", postgresql_where=text("status = 'HELD'")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("webhook_messages.id", ondelete="CASCADE"))
    endpoint_id: Mapped[int] = mapped_column(ForeignKey("webhook_endpoints.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(Text, server_default=text("'OWED'"))
    round: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    next_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class WebhookAttempt(Base):
    """One try: what was answered, or why nobody was."""

    __tablename__ = "webhook_attempts"
    __table_args__ = (Index("idx_webhook_attempts_delivery", "delivery_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("webhook_deliveries.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    answer: Mapped[int | None] = mapped_column(SmallInteger)
    error: Mapped[str | None] = mapped_column(Text)
    seconds: Mapped[float] = mapped_column(Float)


class Cursor(Base):
    """How far the history of bookings has been read. See `service.relaying`."""

    __tablename__ = "webhook_cursor"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    low: Mapped[int]
    next_low: Mapped[int]
    next_xid: Mapped[int]
