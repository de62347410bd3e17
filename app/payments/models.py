"""Payments, refunds, disputes, and the books. A payment is a machine of its own beside the booking's."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    event,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.kernel import ids
from app.payments import consents
from app.payments.bookkeeping import Account, Movement
from app.payments.rules import DisputeStatus, PaymentStatus, Purpose, RefundStatus

__all__ = ["Dispute", "DisputeStatus", "Payment", "PaymentStatus", "Posting", "Refund", "RefundStatus"]


_PAYMENT = ", ".join(f"'{status}'" for status in PaymentStatus)
_CONSENT = ", ".join(f"'{kind}'" for kind in consents.Kind)
_PURPOSE = ", ".join(f"'{purpose}'" for purpose in Purpose)
_REFUND = ", ".join(f"'{status}'" for status in RefundStatus)
_DISPUTE = ", ".join(f"'{status}'" for status in DisputeStatus)
_MOVEMENT = ", ".join(f"'{movement}'" for movement in Movement)
_ACCOUNT = ", ".join(f"'{account}'" for account in Account)


class Payment(Stamped, Base):
    """What a client pays through one company: for a booking, a series or a package. Of each one is alive."""

    __tablename__ = "payments"
    __table_args__ = (
        CheckConstraint(f"status IN ({_PAYMENT})", name="status"),
        CheckConstraint(f"purpose IN ({_PURPOSE})", name="purpose"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("claimed_minor BETWEEN 1 AND amount_minor", name="claimed"),
        CheckConstraint("captured_minor BETWEEN 0 AND amount_minor", name="captured"),
        CheckConstraint("refunded_minor BETWEEN 0 AND captured_minor", name="refunded"),
        CheckConstraint("lost_minor BETWEEN 0 AND captured_minor - refunded_minor", name="balance"),
        CheckConstraint("fee_minor BETWEEN 0 AND amount_minor", name="fee"),
        Index(
            "uq_payments_one_alive",
            "booking_id",
            unique=True,
            postgresql_where=text("status NOT IN ('VOIDED', 'FAILED')"),
        ),
        CheckConstraint("num_nonnulls(booking_id, purchase_id, series_id) = 1", name="pays_for_one"),
        Index(
            "uq_payments_one_alive_purchase",
            "purchase_id",
            unique=True,
            postgresql_where=text("status NOT IN ('VOIDED', 'FAILED')"),
        ),
        Index(
            "uq_payments_one_alive_series",
            "series_id",
            unique=True,
            postgresql_where=text("status NOT IN ('VOIDED', 'FAILED')"),
        ),
        Index("idx_payments_series", "series_id", postgresql_where=text("series_id IS NOT NULL")),
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
        Index("idx_payments_asked", "asked_at"),
        Index("idx_payments_attention", "updated_at", "id", postgresql_where=text("attention IS NOT NULL")),
        UniqueConstraint("company", "company_reference"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=ids.public_number
    )
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("package_purchases.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    purpose: Mapped[str] = mapped_column(Text, server_default=text("'PAYMENT'"))
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, server_default=text("'CREATING'"))
    company: Mapped[str] = mapped_column(Text)
    company_reference: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)  # what the client reads while paying; then fixed
    asked_at: Mapped[datetime | None]  # from here on the company may know of it
    checked_at: Mapped[datetime | None]  # when we last heard the company's truth
    checkout_url: Mapped[str | None] = mapped_column(Text)
    destination: Mapped[str | None] = mapped_column(Text)  # the provider's own account, fixed like the words
    secures_until: Mapped[datetime | None]  # of a hold: when the appointment is over
    keeps_card: Mapped[bool] = mapped_column(server_default=text("false"))  # fixed like the words
    saves_card: Mapped[bool] = mapped_column(server_default=text("false"))  # the client wants that
    card: Mapped[str | None] = mapped_column(Text)  # the company's name of the card that is kept
    claimed_minor: Mapped[int | None]  # what is to be taken of a hold
    captured_minor: Mapped[int] = mapped_column(server_default=text("0"))
    refunded_minor: Mapped[int] = mapped_column(server_default=text("0"))
    lost_minor: Mapped[int] = mapped_column(server_default=text("0"))  # by disputes, and not refunded before
    fee_minor: Mapped[int] = mapped_column(server_default=text("0"))  # the site's share of `amount_minor`
    paid_at: Mapped[datetime | None]
    attention: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default=text("1"))


class Customer(Base):
    """What a company calls one of our people whose cards it keeps."""

    __tablename__ = "payment_customers"
    __table_args__ = (UniqueConstraint("company", "reference"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    company: Mapped[str] = mapped_column(Text, primary_key=True)
    reference: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class CardConsent(Base):
    """That a client agreed to a card being kept, when, and to which words."""

    __tablename__ = "card_consents"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_CONSENT})", name="kind"),
        UniqueConstraint("payment_id", "kind"),
        Index("idx_card_consents_user", "user_id", "at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    kind: Mapped[str] = mapped_column(Text)
    wording: Mapped[str] = mapped_column(Text)  # its version
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(server_default=func.now())


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
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))  # of a series: which of them
    amount_minor: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, server_default=text("'OWED'"))
    company_reference: Mapped[str | None] = mapped_column(Text)

    @property
    def company_key(self) -> str:
        """The idempotency key under which the company is asked."""
        return f"rf:{self.id}"


class Dispute(Stamped, Base):
    """The client's bank asks for money back."""

    __tablename__ = "disputes"
    __table_args__ = (
        CheckConstraint(f"status IN ({_DISPUTE})", name="status"),
        CheckConstraint("amount_minor > 0", name="amount"),
        UniqueConstraint("payment_id", "company_reference"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=ids.public_number
    )
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    amount_minor: Mapped[int]
    status: Mapped[str] = mapped_column(Text, server_default=text("'OPEN'"))
    company_reference: Mapped[str] = mapped_column(Text)


class Posting(Base):
    """One movement of money. Debit and credit stand in one row, so the books always sum to zero."""

    __tablename__ = "postings"
    __table_args__ = (
        CheckConstraint(f"movement IN ({_MOVEMENT})", name="movement"),
        CheckConstraint(f"debit IN ({_ACCOUNT}) AND credit IN ({_ACCOUNT})", name="accounts"),
        CheckConstraint("debit <> credit", name="legs"),
        CheckConstraint("amount_minor > 0", name="amount"),
        UniqueConstraint("company", "movement", "reference", name="uq_postings_once"),
        Index("idx_postings_payment", "payment_id", "id"),
        Index(
            "idx_postings_at",
            "at",
            postgresql_using="brin",
            postgresql_with={"autosummarize": True, "pages_per_range": 32},
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    movement: Mapped[str] = mapped_column(Text)
    debit: Mapped[str] = mapped_column(Text)
    credit: Mapped[str] = mapped_column(Text)
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    company: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)  # what at the company this movement stands for, once
    at: Mapped[datetime] = mapped_column(server_default=func.now())


@event.listens_for(Posting, "before_update")
@event.listens_for(Posting, "before_delete")
def _what_is_written_stays(*_: object) -> None:
    raise TypeError("a posting is never changed: write another one that sets it right")
