"""Purchases as the API shows them: what is left of each, by whom and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.kernel.errors import NotFound
from app.payments import service as payments
from app.payments.models import Payment
from app.payments.rules import UNPAID
from app.promotions import queries
from app.promotions.models import PackagePurchase
from app.promotions.rules import PurchaseStatus
from app.providers import queries as providers


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseView:
    """`status` is EXPIRED once an ACTIVE one's time is over; then nothing is left."""

    id: int
    package_id: int
    provider_id: int
    client_id: int
    offering_id: int
    title: str
    status: str
    credits: int
    credits_spent: int
    credits_left: int
    price: Decimal
    currency: str
    expires_at: datetime | None
    payment_id: int | None
    payment_url: str | None
    created_at: datetime
    updated_at: datetime


def my_packages(session: Session, paging: Paging, *, user_id: int, now: datetime) -> Page:
    """What one has bought, the newest first."""
    found, total = queries.purchases_of_client(session, user_id, paging)
    return Page(views(session, found, now=now), total, paging)


def sold_packages(session: Session, provider_id: int, paging: Paging, *, user_id: int, now: datetime) -> Page:
    """What a provider has sold, the newest first. Raises NotFound."""
    if providers.owned(session, provider_id, owner=user_id) is None:
        raise NotFound
    found, total = queries.purchases_of_provider(session, provider_id, paging)
    return Page(views(session, found, now=now), total, paging)


def show_purchase(session: Session, purchase_id: int, *, user_id: int, now: datetime) -> PurchaseView:
    """A purchase, for the one who bought it and the one who sold it. Raises NotFound."""
    bought = queries.purchase(session, purchase_id)
    if bought is None:
        raise NotFound
    sold = providers.owned(session, bought.provider_id, owner=user_id) is not None
    if not sold and bought.client_id != user_id:
        raise NotFound
    return views(session, [bought], now=now)[0]


def views(session: Session, bought: Sequence[PackagePurchase], *, now: datetime) -> list[PurchaseView]:
    ids = [one.id for one in bought]
    spent, paid = queries.spent(session, ids), payments.of_purchases(session, ids)
    return [_view(one, spent.get(one.id, 0), paid.get(one.id), now) for one in bought]


def _view(bought: PackagePurchase, spent: int, payment: Payment | None, now: datetime) -> PurchaseView:
    payable = payment is not None and payment.status in UNPAID
    over = bought.expires_at is not None and bought.expires_at <= now
    active = bought.status == PurchaseStatus.ACTIVE
    return PurchaseView(
        id=bought.id,
        package_id=bought.package_id,
        provider_id=bought.provider_id,
        client_id=bought.client_id,
        offering_id=bought.offering_id,
        title=bought.title,
        status="EXPIRED" if active and over else bought.status,
        credits=bought.credits,
        credits_spent=spent,
        credits_left=max(0, bought.credits - spent) if active and not over else 0,
        price=bought.price.major,
        currency=bought.currency,
        expires_at=bought.expires_at,
        payment_id=payment.id if payment else None,
        payment_url=payments.pay_link(payment.id) if payment and payable else None,
        created_at=bought.created_at,
        updated_at=bought.updated_at,
    )
