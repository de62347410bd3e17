"""Every SELECT of invoices. A person sees what they paid for and what they earned, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.accounts.models import User
from app.bookings.models import Booking
from app.http.paging import Paging
from app.invoices.models import BuyerBilling, Invoice, SellerBilling, Series
from app.invoices.rules import Kind
from app.payments.models import Payment, Refund, RefundStatus
from app.promotions.models import PackagePurchase
from app.providers.models import Offering, Provider


@dataclass(frozen=True, slots=True)
class Sale:
    """A payment, what it was for, and between whom: an appointment, or a package of them."""

    payment: Payment
    booking: Booking | None
    purchase: PackagePurchase | None
    title: str
    provider: Provider
    client: User

    @property
    def reference(self) -> str | None:
        return self.booking.reference if self.booking else None

    @property
    def quantity(self) -> int:
        """The seats of an appointment, or one package."""
        return self.booking.seats if self.booking else 1

    def served_on(self, issued_on: date) -> date:
        """The day on the wall where the booking takes place; a package is sold when it is paid."""
        return self.booking.wall_start.date() if self.booking else issued_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which invoices of a person; what is None does not matter."""

    role: str | None
    kind: str | None
    booking_id: int | None
    since: datetime | None
    until: datetime | None


def sale(session: Session, payment_id: int) -> Sale | None:
    query = (
        select(
            Payment,
            Booking,
            PackagePurchase,
            func.coalesce(PackagePurchase.title, Offering.title),
            Provider,
            User,
        )
        .outerjoin(Booking, Booking.id == Payment.booking_id)
        .outerjoin(PackagePurchase, PackagePurchase.id == Payment.purchase_id)
        .outerjoin(Offering, Offering.id == Booking.offering_id)
        .join(Provider, Provider.id == Payment.provider_id)
        .join(User, User.id == Payment.client_id)
        .where(Payment.id == payment_id)
    )
    row = session.execute(query, execution_options={"populate_existing": True}).first()
    return row and Sale(*row)


def locked_series(session: Session, provider_id: int, kind: Kind, year: int) -> Series:
    own = (Series.provider_id == provider_id, Series.kind == kind, Series.year == year)
    return session.scalars(
        select(Series).where(*own).with_for_update(), execution_options={"populate_existing": True}
    ).one()


def invoice_of(session: Session, payment_id: int) -> Invoice | None:
    wanted = (Invoice.payment_id == payment_id, Invoice.kind == Kind.INVOICE)
    return session.scalar(select(Invoice).where(*wanted))


def refunds_without_note(session: Session, payment_id: int) -> Sequence[Refund]:
    noted = select(Invoice.id).where(Invoice.refund_id == Refund.id).exists()
    done = (Refund.payment_id == payment_id, Refund.status == RefundStatus.DONE, ~noted)
    return session.scalars(select(Refund).where(*done).order_by(Refund.created_at, Refund.id)).all()


def taken_back(session: Session, invoice_id: int) -> int:
    """How much of an invoice its credit notes have given back."""
    total = select(func.coalesce(func.sum(Invoice.paid_minor), 0)).where(Invoice.corrects_id == invoice_id)
    return int(session.scalars(total).one())


def seller_billing(session: Session, provider_id: int) -> SellerBilling | None:
    return session.get(SellerBilling, provider_id, populate_existing=True)


def buyer_billing(session: Session, user_id: int) -> BuyerBilling | None:
    return session.get(BuyerBilling, user_id, populate_existing=True)


def by_id(session: Session, invoice_id: int) -> Invoice | None:
    return session.get(Invoice, invoice_id)


def visible(session: Session, invoice_id: int, *, user_id: int | None) -> Invoice | None:
    """An invoice of this user's; any for None, which is an administrator."""
    wanted = select(Invoice).where(Invoice.id == invoice_id)
    return session.scalar(wanted if user_id is None else wanted.where(_concerns(user_id, None)))


def mine(session: Session, user_id: int, wanted: Wanted, paging: Paging) -> tuple[Sequence[Invoice], int]:
    """One page of a person's invoices, the newest first, and the number of all."""
    filters = [_concerns(user_id, wanted.role), *_filters(wanted)]
    total = session.scalar(select(func.count()).select_from(Invoice).where(*filters)) or 0
    newest = select(Invoice).where(*filters).order_by(Invoice.issued_at.desc(), Invoice.id.desc())
    return session.scalars(newest.limit(paging.size).offset(paging.offset)).all(), total


def next_sealed(
    session: Session,
    key: InstrumentedAttribute[int],
    sealed: InstrumentedAttribute[Any],
    *,
    after: int,
    size: int,
) -> Sequence[Row[int, bytes]]:
    """The next sealed texts after this key, locked so that nobody saves another meanwhile."""
    query = select(key, sealed).where(key > after, sealed.is_not(None)).order_by(key)
    return session.execute(query.limit(size).with_for_update()).all()


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    filters = [Invoice.kind == wanted.kind] if wanted.kind else []
    filters += [Invoice.booking_id == wanted.booking_id] if wanted.booking_id else []
    filters += [Invoice.issued_at >= wanted.since] if wanted.since else []
    filters += [Invoice.issued_at < wanted.until] if wanted.until else []
    return filters


def _concerns(user_id: int, role: str | None) -> ColumnElement[bool]:
    own = select(Provider.id).where(Provider.user_id == user_id).scalar_subquery()
    sides = {"client": Invoice.client_id == user_id, "provider": Invoice.provider_id == own}
    return sides[role] if role else or_(*sides.values())
