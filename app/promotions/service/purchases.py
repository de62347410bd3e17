"""Buying a package, and what its payment and time make of the purchase."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.payments import service as payments
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import ENDED
from app.promotions import queries
from app.promotions.errors import PackageNotPaid, PackageUsed
from app.promotions.models import Package, PackagePurchase
from app.promotions.rules import PurchaseStatus, months_later
from app.providers import queries as providers

log = structlog.get_logger(__name__)

TIME_TO_PAY = timedelta(hours=24)
_GONE = frozenset({PaymentStatus.REFUNDED, PaymentStatus.LOST})
_BOUGHT = frozenset({PaymentStatus.CAPTURED, PaymentStatus.PARTIALLY_REFUNDED})
_WAITING = frozenset({PurchaseStatus.UNPAID, PurchaseStatus.CLOSED})


def buy_package(session: Session, package_id: int, *, client_id: int, now: datetime) -> PackagePurchase:
    """Owe the price of a package; its credits can be spent once it is paid.

    Raises:
        NotFound: nobody sells it.
    """
    package = _on_sale(session, package_id)
    terms = ("provider_id", "offering_id", "title", "credits", "price_minor", "currency", "valid_months")
    bought = PackagePurchase(
        package_id=package.id, client_id=client_id, **{term: getattr(package, term) for term in terms}
    )
    session.add(bought)
    session.flush()
    payments.charge_purchase(
        session,
        purchase_id=bought.id,
        provider_id=bought.provider_id,
        client_id=client_id,
        price=Money(bought.price_minor, bought.currency),
        description=bought.title,
    )
    ledger.enqueue(session, "promotions.close_unpaid", run_at=now + TIME_TO_PAY, purchase_id=bought.id)
    log.info("package bought", purchase_id=bought.id, package_id=package_id)
    session.refresh(bought)
    return bought


def hold_purchase(session: Session, purchase_id: int) -> None:
    """Lock a purchase before its payment: in this order everywhere."""
    queries.purchase_held(session, purchase_id)


def waits_for_money(session: Session, payment: Payment) -> bool:
    """Whether what this payment is for may still be paid, through another company too."""
    bought = queries.purchase_held(session, payment.purchase_id) if payment.purchase_id else None
    return bought is not None and bought.status == PurchaseStatus.UNPAID


def purchase_paid(session: Session, payment: Payment, *, now: datetime) -> None:
    """Move the purchase by what is known of its payment. Twice is harmless: each step fits one state.

    Money that comes late is welcome: nobody else wants what was bought.
    """
    bought = queries.purchase_held(session, payment.purchase_id) if payment.purchase_id else None
    if bought is None:
        return
    waiting = bought.status in _WAITING
    if payment.status == PaymentStatus.AUTHORIZED and waiting:
        payments.order_capture_of(session, payment)
    elif payment.status in _BOUGHT and waiting:
        bought.expires_at = months_later(payment.paid_at or now, bought.valid_months)
        _advance(bought, PurchaseStatus.ACTIVE)
        ledger.enqueue(session, "notifications.tell", kind="package_bought", purchase_id=bought.id)
    elif payment.status in ENDED and bought.status == PurchaseStatus.UNPAID:
        _advance(bought, PurchaseStatus.CLOSED)
    elif payment.status in _GONE and bought.status != PurchaseStatus.REFUNDED:
        _advance(bought, PurchaseStatus.REFUNDED)


def close_unpaid(session: Session, purchase_id: int) -> None:
    """Ask nobody to pay any longer for what was not paid in time. Paid or closed: nothing happens."""
    bought = queries.purchase_held(session, purchase_id)
    if bought is None or bought.status != PurchaseStatus.UNPAID:
        return
    payment = payments.of_purchases(session, [purchase_id]).get(purchase_id)
    if payment is None or payments.close_one_unasked(session, payment.id) is not None:
        _advance(bought, PurchaseStatus.CLOSED)
    elif payment.status != PaymentStatus.AUTHORIZED:  # which is about to be captured
        payments.order_void_of(session, payment)


def refund_purchase(
    session: Session, purchase_id: int, *, user_id: int | None, reason: str
) -> PackagePurchase:
    """Give all the money of an unused purchase back; its credits are gone at once.

    Raises:
        NotFound: it was not bought of this provider; None is an administrator.
        PackageNotPaid: there is nothing to give back.
        PackageUsed: bookings stand on it.
    """
    bought = queries.purchase_held(session, purchase_id)
    if bought is None or not _sold_by(session, bought, user_id):
        raise NotFound
    payment = payments.of_purchases(session, [purchase_id]).get(purchase_id)
    payment = payments.locked(session, payment.id) if payment else None
    if payment is None or bought.status != PurchaseStatus.ACTIVE:
        raise PackageNotPaid
    if queries.spent(session, [purchase_id]).get(purchase_id, 0):
        raise PackageUsed
    if payments.order_refund_of(session, payment, payment.captured_minor, reason=reason) is None:
        raise PackageNotPaid  # all of it is on its way back, or a person has to find the way
    _advance(bought, PurchaseStatus.REFUNDED)
    session.flush()
    session.refresh(bought)
    return bought


def _on_sale(session: Session, package_id: int) -> Package:
    package = queries.package(session, package_id)
    if package is None or not package.active:
        raise NotFound
    if providers.visible(session, package.provider_id, viewer=None) is None:
        raise NotFound
    if providers.offering(session, package.provider_id, package.offering_id, hidden=False) is None:
        raise NotFound
    return package


def _sold_by(session: Session, bought: PackagePurchase, user_id: int | None) -> bool:
    if user_id is None:
        return True
    return providers.owned(session, bought.provider_id, owner=user_id) is not None


def _advance(bought: PackagePurchase, status: PurchaseStatus) -> None:
    bought.status = status
    bought.version += 1
    log.info("package purchase advanced", purchase_id=bought.id, status=str(status))
