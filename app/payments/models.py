"""Payments, their refunds. A payment is a machine of its own beside the booking's."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.kernel import ids
from app.payments.rules import PaymentStatus, RefundStatus

__all__ = ["Payment", "PaymentStatus", "Refund", "RefundStatus"]


_PAYMENT = ", ".join(f"'{status}'" for status in PaymentStatus)
_REFUND = ", ".join(f"'{status}'" for status in RefundStatus)


class Payment(Stamped, Base):
    """What one client pays through one company, for a booking or a package. Of each at most one is alive."""

    __tablename__ = "payments"
    __table_args__ = (
        CheckConstraint(f"status IN ({_PAYMENT})", name="status"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("captured_minor BETWEEN 0 AND amount_minor", name="captured"),
        CheckConstraint("refunded_minor BETWEEN 0 AND captured_minor", name="refunded"),
        Index(
            "uq_payments_one_alive",
            "booking_id",
            unique=True,
            postgresql_where=text("status NOT IN ('VOIDED', 'FAILED')"),
        ),
        CheckConstraint("num_nonnulls(booking_id, purchase_id) = 1", name="pays_for_one"),
        Index(
            "uq_payments_one_alive_purchase",
            "purchase_id",
            unique=True,
            postgresql_where=text("status NOT IN ('VOIDED', 'FAILED')"),
        ),
        Index("idx_payments_booking", "booking_id"),
        Index("idx_payments_purchase", "purchase_id", postgresql_where=text("purchase_id IS NOT NULL")),
        Index("idx_payments_client_date", "client_id", "created_at"),
        Index("idx_payments_provider_date", "provider_id", "created_at"),
        Index(
            "idx_payments_open",
            "updated_at",
            postgresql_where=text("status IN ('CREATING', 'OPEN', 'PROCESSING', 'AUTHORIZED')"),
        ),
        Index("idx_payments_changed", "updated_at"),
        UniqueConstraint("company", "company_reference"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=ids.public_number
    )
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("package_purchases.id"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, server_default=text("'CREATING'"))
    company: Mapped[str] = mapped_column(Text)
    company_reference: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)  # what the client reads while paying; then fixed
    asked_at: Mapped[datetime | None]  # from here on the company may know of it
    checked_at: Mapped[datetime | None]  # when we last heard the company's truth
    checkout_url: Mapped[str | None] = mapped_column(Text)
    captured_minor: Mapped[int] = mapped_column(server_default=text("0"))
    refunded_minor: Mapped[int] = mapped_column(server_default=text("0"))
    paid_at: Mapped[datetime | None]
    attention: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default=text("1"))


class Refund(Stamped, Base):
    """Money on its way back. Its id is the key under which the company is asked."""

    __tablename__ = "refunds"
    __table_args__ = (
        CheckConstraint(f"status IN ({_REFUND})", name="status"),
        CheckConstraint("amount_minor > 0", name="amount"),
        Index("idx_refunds_payment", "payment_id"),
        UniqueConstraint("payment_id", "company_reference"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=ids.public_number
    )
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    amount_minor: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, server_default=text("'OWED'"))
    company_reference: Mapped[str | None] = mapped_column(Text)

    @property
    def company_key(self) -> str:
        """The idempotency key under which the company is asked."""
        return f"rf:{self.id}"
