"""What the sandbox company keeps in its own books. Nothing of ours refers to these tables."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.ports.payments import ChargeState

_STATES = ", ".join(f"'{state}'" for state in ChargeState)


class SandboxCheckout(Base):
    """One hosted checkout. `key` is the caller's idempotency key: however often it asks, this is it."""

    __tablename__ = "sandbox_checkouts"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("captured_minor BETWEEN 0 AND amount_minor", name="captured"),
    )

    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    payment_id: Mapped[int]
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    merchant: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    success_url: Mapped[str] = mapped_column(Text)
    cancel_url: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'open'"))
    declines: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    captured_minor: Mapped[int] = mapped_column(server_default=text("0"))
    keeps_card: Mapped[bool] = mapped_column(server_default=text("false"))
    saves_card: Mapped[bool] = mapped_column(server_default=text("false"))
    customer: Mapped[str | None] = mapped_column(Text)
    card: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SandboxCard(Base):
    """A card that was kept, of which there is nothing but its mood: how it takes being charged."""

    __tablename__ = "sandbox_cards"
    __table_args__ = (
        CheckConstraint("mood IN ('good', 'declined', 'asks')", name="mood"),
        Index("idx_sandbox_cards_customer", "customer"),
    )

    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    customer: Mapped[str] = mapped_column(Text)
    mood: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SandboxRefund(Base):
    """Play money given back, once by key."""

    __tablename__ = "sandbox_refunds"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount"),
        Index("idx_sandbox_refunds_checkout", "checkout_reference"),
    )

    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    checkout_reference: Mapped[str] = mapped_column(ForeignKey("sandbox_checkouts.reference"))
    amount_minor: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SandboxEvent(Base):
    """What the company wants to tell the site. A repeat is the same event again."""

    __tablename__ = "sandbox_events"
    __table_args__ = (Index("idx_sandbox_events_checkout", "checkout_reference"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    checkout_reference: Mapped[str] = mapped_column(ForeignKey("sandbox_checkouts.reference"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    deliveries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))


class SandboxPrice(Base):
    """The price of a play plan."""

    __tablename__ = "sandbox_prices"
    __table_args__ = (CheckConstraint("amount_minor > 0", name="amount"),)

    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    interval: Mapped[str] = mapped_column(Text)


class SandboxSubscription(Base):
    """A play plan of somebody. `good`: their play card pays the renewals."""

    __tablename__ = "sandbox_subscriptions"
    __table_args__ = (Index("idx_sandbox_subscriptions_customer", "customer", "created_at"),)

    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    provider_id: Mapped[int]
    price: Mapped[str] = mapped_column(ForeignKey("sandbox_prices.reference"))
    customer: Mapped[str] = mapped_column(Text)
    trial_days: Mapped[int]
    success_url: Mapped[str] = mapped_column(Text)
    cancel_url: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'open'"))
    period_end: Mapped[datetime | None]
    ends_at_period_end: Mapped[bool] = mapped_column(server_default=text("false"))
    good: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
