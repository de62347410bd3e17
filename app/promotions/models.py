"""What makes a booking cheaper: a provider's promo codes."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Boolean, CheckConstraint, ForeignKey, Identity, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.kernel.money import Money

ONE_CODE = "uq_promo_codes_provider_code"


class PromoCode(Stamped, Base):
    """Percent or an amount off a provider's offerings. Written in capitals, so that any spelling finds it.

    How often it was used is counted from the bookings that stand on it, never kept beside them.
    """

    __tablename__ = "promo_codes"
    __table_args__ = (
        CheckConstraint("code ~ '^[A-Z0-9_-]{3,40}$'", name="code"),
        CheckConstraint("num_nonnulls(percent, amount_minor) = 1", name="percent_or_amount"),
        CheckConstraint("(amount_minor IS NULL) = (currency IS NULL)", name="currency"),
        CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("valid_from < valid_until", name="validity"),
        CheckConstraint("max_redemptions > 0 AND max_per_client > 0", name="limits"),
        Index(ONE_CODE, "provider_id", "code", unique=True, postgresql_where=text("deleted_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    code: Mapped[str] = mapped_column(Text)
    percent: Mapped[int | None] = mapped_column(Integer)
    amount_minor: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    max_redemptions: Mapped[int | None] = mapped_column(Integer)
    max_per_client: Mapped[int | None] = mapped_column(Integer)
    offering_ids: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    deleted_at: Mapped[datetime | None]

    @property
    def amount(self) -> Decimal | None:
        if self.amount_minor is None or self.currency is None:
            return None
        return Money(self.amount_minor, self.currency).major
