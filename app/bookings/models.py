"""The promise between client and provider, its history, and the keys that make a request safe to repeat."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Text,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.bookings.rules import Policy, Status, Step, at_stake
from app.db.base import Base, Stamped
from app.kernel import ids

STATUSES = ", ".join(f"'{status}'" for status in Status)
# `kernel.money.share_up` in SQL, so that whoever writes a booking cannot get it wrong.
DEPOSIT = Computed("(amount_minor * deposit_percent + 99) / 100", persisted=True)
STEPS = ", ".join(f"'{step}'" for step in Step)


class Booking(Stamped, Base):
    """An instant, its wall time with zone and tz-database version, the price agreed, and where it stands."""

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint(f"status IN ({STATUSES})", name="status"),
        CheckConstraint(f"step IN ({STEPS})", name="step"),
        CheckConstraint("(status = 'PENDING') = (step IS NOT NULL)", name="step_when_pending"),
        CheckConstraint("start_time < end_time", name="times"),
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint("amount_minor >= 0", name="amount"),
        CheckConstraint("char_length(notes) <= 500", name="notes"),
        Index("idx_bookings_provider_date", "provider_id", "start_time"),
        Index("idx_bookings_client_date", "client_id", "start_time"),
        # Nearly in the order of their making: a brin over all of them costs the hot path nothing.
        Index(
            "idx_bookings_start",
            "start_time",
            postgresql_using="brin",
            postgresql_with={"autosummarize": True, "pages_per_range": 32},
        ),
        Index("idx_bookings_status", "status"),
        Index("idx_bookings_provider_status_date", "provider_id", "status", "start_time"),
        Index(
            "uq_bookings_one_request",
            "client_id",
            "offering_id",
            "start_time",
            unique=True,
            postgresql_where=text("status IN ('REQUESTED', 'PENDING', 'CONFIRMED')"),
        ),
        CheckConstraint("discount_minor >= 0", name="discount"),
        Index(
            "idx_bookings_promo_code",
            "promo_code_id",
            "client_id",
            postgresql_where=text("promo_code_id IS NOT NULL"),
        ),
        Index(
            "idx_bookings_package_purchase",
            "package_purchase_id",
            postgresql_where=text("package_purchase_id IS NOT NULL"),
        ),
        Index("idx_bookings_link", "link_id", postgresql_where=text("link_id IS NOT NULL")),
        Index(
            "idx_bookings_series", "series_id", "start_time", postgresql_where=text("series_id IS NOT NULL")
        ),
        Index("idx_bookings_wish", "wish_id", postgresql_where=text("wish_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=ids.public_number
    )
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"))
    start_time: Mapped[datetime]
    end_time: Mapped[datetime]
    wall_start: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    zone: Mapped[str] = mapped_column(Text)
    tz_version: Mapped[str] = mapped_column(Text)
    client_timezone: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, server_default=text("'REQUESTED'"))
    step: Mapped[str | None] = mapped_column(Text)
    attention: Mapped[str | None] = mapped_column(Text)
    hold_expires_at: Mapped[datetime | None]
    seats: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    joint: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))  # takes more than one resource
    payment_required: Mapped[bool] = mapped_column(Boolean)
    card_hold: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))  # a card, and no money
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    cancel_free_hours: Mapped[int] = mapped_column(Integer)
    cancel_late_percent: Mapped[int] = mapped_column(Integer)
    no_show_percent: Mapped[int] = mapped_column(Integer, server_default=text("100"))
    deposit_percent: Mapped[int] = mapped_column(Integer, server_default=text("100"))
    due_minor: Mapped[int] = mapped_column(DEPOSIT)  # what is paid at booking; the rest is paid on site
    notes: Mapped[str | None] = mapped_column(Text)
    video_call_link: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)  # a code of ours
    explanation: Mapped[str | None] = mapped_column(Text)  # the words of the provider who declined
    cancelled_by: Mapped[int | None]
    refund_due_minor: Mapped[int | None]  # by the policy, at the moment of the cancellation
    version: Mapped[int] = mapped_column(server_default=text("1"))
    pinned: Mapped[bool] = mapped_column(
        Boolean, server_default=text("false")
    )  # by a quote: hours may change
    promo_code_id: Mapped[int | None] = mapped_column(ForeignKey("promo_codes.id"))
    discount_minor: Mapped[int] = mapped_column(server_default=text("0"))
    package_purchase_id: Mapped[int | None] = mapped_column(ForeignKey("package_purchases.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("booking_links.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    # For which it is or was an offer; a wish names its booking as well, and so this key is made last.
    wish_id: Mapped[int | None] = mapped_column(ForeignKey("wishes.id", use_alter=True))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))  # which moves here if taken
    promotion_kept: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))

    @property
    def at_stake_minor(self) -> int:
        """The most that its policy may keep."""
        policy = Policy(self.cancel_free_hours, self.cancel_late_percent, self.no_show_percent)
        return at_stake(self.amount_minor, policy)

    @property
    def reference(self) -> str:
        return ids.reference(self.id)


class BookingAnswers(Base):
    """What the client answered to the offering's questions, sealed."""

    __tablename__ = "booking_answers"

    booking_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("bookings.id"), primary_key=True, autoincrement=False
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class BookingHost(Base):
    """Whose time a joint booking takes, or took; `turn` says why it was theirs."""

    __tablename__ = "booking_hosts"
    __table_args__ = (Index("idx_booking_hosts_provider", "provider_id", "booking_id"),)

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), primary_key=True)
    turn: Mapped[list[Any] | None]


class BookingEvent(Base):
    """Append-only history: what happened to a booking, when, by whom."""

    __tablename__ = "booking_events"
    __table_args__ = (
        Index("idx_booking_events_booking", "booking_id", "id"),
        Index(
            "idx_booking_events_at",
            "at",
            postgresql_using="brin",
            postgresql_with={"autosummarize": True, "pages_per_range": 32},
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    kind: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    step: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]
    actor_id: Mapped[int | None]
    data: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
