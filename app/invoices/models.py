"""Invoices and credit notes as issued, their numbers, and what people want to be called on them."""

from datetime import date, datetime
from typing import Any, NoReturn

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.invoices.rules import Kind
from app.kernel import ids

_KIND = ", ".join(f"'{kind}'" for kind in Kind)


class Series(Base):
    """How far a provider's numbers of one kind and year have come. Its row's lock makes the next one wait."""

    __tablename__ = "invoice_series"
    __table_args__ = (CheckConstraint("last >= 0", name="last"),)

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer, server_default=text("0"))


class Invoice(Base):
    """A paper as it was issued; nothing changes it. A credit note names its refund and its invoice.

    `parties_sealed` holds names, addresses and tax ids. The id is part of what seals it.
    """

    __tablename__ = "invoices"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KIND})", name="kind"),
        CheckConstraint("net_minor + tax_minor = gross_minor", name="total"),
        CheckConstraint("net_minor >= 0 AND tax_minor >= 0 AND paid_minor > 0", name="amounts"),
        CheckConstraint(
            "(kind = 'CREDIT_NOTE') = (refund_id IS NOT NULL)"
            " AND (refund_id IS NULL) = (corrects_id IS NULL)",
            name="correction",
        ),
        CheckConstraint("num_nonnulls(booking_id, purchase_id) = 1", name="of_one"),
        UniqueConstraint("provider_id", "kind", "series_year", "series_number", name="uq_invoices_number"),
        Index("uq_invoices_payment", "payment_id", unique=True, postgresql_where=text("kind = 'INVOICE'")),
        UniqueConstraint("refund_id", name="uq_invoices_refund"),
        Index("idx_invoices_client_date", "client_id", "issued_at"),
        Index("idx_invoices_provider_date", "provider_id", "issued_at"),
        Index("idx_invoices_booking", "booking_id"),
        Index("idx_invoices_purchase", "purchase_id", postgresql_where=text("purchase_id IS NOT NULL")),
        Index("idx_invoices_corrects", "corrects_id"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=ids.public_number
    )
    kind: Mapped[str] = mapped_column(Text)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("package_purchases.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("refunds.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("invoices.id"))
    series_year: Mapped[int] = mapped_column(Integer)
    series_number: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(Text)
    net_minor: Mapped[int]
    tax_minor: Mapped[int]
    gross_minor: Mapped[int]
    paid_minor: Mapped[int]
    tax_included: Mapped[bool] = mapped_column(Boolean)
    lines: Mapped[list[Any]]
    corrects_number: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    parties_sealed: Mapped[bytes] = mapped_column(LargeBinary)


@event.listens_for(Invoice, "before_update")
@event.listens_for(Invoice, "before_delete")
def _refuse(*_: Any) -> NoReturn:
    raise TypeError("an invoice that was issued stays as it is: correct it with a credit note")


class SellerBilling(Stamped, Base):
    """What a provider is called on invoices, and how they tax. Without a row the profile has to do."""

    __tablename__ = "provider_billing"
    __table_args__ = (CheckConstraint("tax_rate BETWEEN 0 AND 10000", name="tax_rate"),)

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), primary_key=True)
    legal_name: Mapped[str] = mapped_column(Text)
    address_lines: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    country: Mapped[str | None] = mapped_column(Text)
    tax_id_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    tax_rate: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    prices_include_tax: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    note: Mapped[str | None] = mapped_column(Text)


class BuyerBilling(Stamped, Base):
    """What a client wants to be called on invoices. Without a row the account's name has to do."""

    __tablename__ = "client_billing"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    address_lines: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    country: Mapped[str | None] = mapped_column(Text)
    tax_id_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
