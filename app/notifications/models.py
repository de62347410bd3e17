"""One row for each message owed to one person over one channel."""

from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Text,
    Time,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped


class DeliveryStatus(StrEnum):
    OWED = "OWED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"  # the other side says that it arrived
    BOUNCED = "BOUNCED"  # it was taken, and then there was nobody at the address
    FAILED = "FAILED"  # it was taken, and did not arrive
    REFUSED = "REFUSED"  # the address or the message will never be accepted
    DROPPED = "DROPPED"  # no longer true when its turn came


_STATUS = ", ".join(f"'{status}'" for status in DeliveryStatus)


class Delivery(Stamped, Base):
    """`dedupe_key` (subject, version, kind, channel, person) makes a second order of a message harmless.

    `address_hash` is of the address that it went to: what is told of it later is about that one.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUS})", name="status"),
        Index("uq_notifications_dedupe_key", "dedupe_key", unique=True),
        Index("idx_notifications_user_date", "user_id", "created_at"),
        Index("idx_notifications_booking", "booking_id"),
        Index("idx_notifications_unread", "user_id", postgresql_where=text("read_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    booking_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text, server_default=text("'EMAIL'"))
    dedupe_key: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    status: Mapped[str] = mapped_column(Text, server_default=text("'OWED'"))
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    address_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    reference: Mapped[str | None] = mapped_column(Text)
    last_error: Mapped[str | None] = mapped_column(Text)
    read_at: Mapped[datetime | None]


class Preferences(Stamped, Base):
    """What a person has opted out of and into (`kind:CHANNEL`), and the hours in which nothing may ring."""

    __tablename__ = "notification_preferences"
    __table_args__ = (
        CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_both"),
        CheckConstraint("quiet_from <> quiet_until", name="quiet_differ"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    muted: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    wanted: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    quiet_from: Mapped[time | None] = mapped_column(Time)
    quiet_until: Mapped[time | None] = mapped_column(Time)


class Block(Base):
    """An address to which nothing more is sent, known by its hash. See `contacts`."""

    __tablename__ = "contact_blocks"
    __table_args__ = (CheckConstraint("why IN ('BOUNCED', 'COMPLAINED', 'STOPPED')", name="why"),)

    address_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    why: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(server_default=func.now())


class PushDevice(Base):
    """A browser's subscription. One browser has one, whoever is signed in there."""

    __tablename__ = "push_devices"
    __table_args__ = (Index("uq_push_devices_endpoint", "endpoint", unique=True),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    endpoint: Mapped[str] = mapped_column(Text)
    p256dh: Mapped[str] = mapped_column(Text)
    auth: Mapped[str] = mapped_column(Text)
    user_agent: Mapped[str] = mapped_column(Text, server_default=text("''"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
