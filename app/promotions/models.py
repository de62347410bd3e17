"""What makes a booking cheaper, or pays for it ahead: promo codes, packages, and what was bought of them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Boolean, CheckConstraint, ForeignKey, Identity, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.kernel import ids
from app.kernel.money import Money
from app.promotions.rules import PurchaseStatus

ONE_CODE = "uq_promo_codes_provider_code"
_PURCHASE = ", ".join(f"'{status}'" for status in PurchaseStatus)


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


class Package(Stamped, Base):
    """So many appointments of one offering, paid ahead, good for so many months."""

    __tablename__ = "packages"
    __table_args__ = (
        CheckConstraint("credits BETWEEN 1 AND 1000", name="credits"),
        CheckConstraint("price_minor > 0", name="price"),
        CheckConstraint("valid_months BETWEEN 1 AND 60", name="valid_months"),
        Index("idx_packages_provider", "provider_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"))
    title: Mapped[str] = mapped_column(Text)
    credits: Mapped[int] = mapped_column(Integer)
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    valid_months: Mapped[int] = mapped_column(Integer)
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    deleted_at: Mapped[datetime | None]

    @property
    def price(self) -> Decimal:
        return Money(self.price_minor, self.currency).major


class PackagePurchase(Stamped, Base):
    """What a client bought, on the terms of that moment. Credits spent are the bookings that stand on it."""

    __tablename__ = "package_purchases"
    __table_args__ = (
        CheckConstraint(f"status IN ({_PURCHASE})", name="status"),
        CheckConstraint("credits > 0", name="credits"),
        CheckConstraint("price_minor > 0", name="price"),
        CheckConstraint("status <> 'ACTIVE' OR expires_at IS NOT NULL", name="active_until"),
        Index("idx_package_purchases_client", "client_id", "created_at"),
        Index("idx_package_purchases_provider", "provider_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=ids.public_number
    )
    package_id: Mapped[int] = mapped_column(ForeignKey("packages.id"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"))
    title: Mapped[str] = mapped_column(Text)
    credits: Mapped[int] = mapped_column(Integer)
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    valid_months: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text, server_default=text("'UNPAID'"))
    expires_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)
