"""Plans as data, what companies call their prices, and which plan a provider has."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.kernel.money import Money
from app.plans.rules import INTERVALS, PlanStatus

_STATUS = ", ".join(f"'{status}'" for status in PlanStatus)
_INTERVAL = ", ".join(f"'{interval}'" for interval in INTERVALS)


class Plan(Stamped, Base):
    """What a provider can subscribe to. Its price never changes: another price is another plan."""

    __tablename__ = "plans"
    __table_args__ = (
        CheckConstraint("code ~ '^[a-z0-9-]{2,40}$'", name="code"),
        CheckConstraint("price_minor > 0", name="price"),
        CheckConstraint(f'"interval" IN ({_INTERVAL})', name="interval"),
        CheckConstraint("trial_days BETWEEN 0 AND 365", name="trial"),
        UniqueConstraint("code"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, server_default=text("''"))
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    interval: Mapped[str] = mapped_column(Text)
    trial_days: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)


class PlanPrice(Base):
    """What a company calls the price of a plan."""

    __tablename__ = "plan_prices"
    __table_args__ = (UniqueConstraint("company", "reference"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    company: Mapped[str] = mapped_column(Text, primary_key=True)
    reference: Mapped[str] = mapped_column(Text)


class ProviderPlan(Stamped, Base):
    """One a provider. `attempts` tells the checkouts apart that were opened one after the other.

    `lapsed_at` is since when no plan is in force, `hidden` that the profile was taken down for it.
    """

    __tablename__ = "provider_plans"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUS})", name="status"),
        UniqueConstraint("company", "reference"),
        Index("idx_provider_plans_lapsed", "lapsed_at", postgresql_where=text("NOT hidden")),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), primary_key=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    company: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    reference: Mapped[str | None] = mapped_column(Text)
    customer: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, server_default=text("'ENDED'"))
    period_end: Mapped[datetime | None]
    ends_at_period_end: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    lapsed_at: Mapped[datetime | None]
    hidden: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
