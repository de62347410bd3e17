"""What the tests of invoices do and look at."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db.session import reading, transaction
from app.invoices import service
from app.invoices.models import Invoice, SellerBilling
from app.payments.models import Payment
from app.payments.service import order_refund
from app.ports import ports
from tests.factories.payments import payment, row
from tests.payments.stage import Stage, work


def papers(payment_id: int) -> Sequence[Invoice]:
    """The papers of a payment, the oldest first."""
    with reading() as session:
        wanted = select(Invoice).where(Invoice.payment_id == payment_id)
        return session.scalars(wanted.order_by(Invoice.kind.desc(), Invoice.series_number)).all()


def bought(site: Stage, *, amount_minor: int = 4500, currency: str = "USD") -> int:
    """A payment that was taken, and all that followed from it."""
    owed = payment(site.people, amount_minor=amount_minor, currency=currency)
    site.captured(owed)
    finish()
    return owed


def finish() -> None:
    """Do all that is due, the papers with it."""
    work(without=frozenset())


def give_back(payment_id: int, amount_minor: int) -> None:
    with transaction() as session:
        order_refund(session, row(payment_id).booking_id, amount_minor, reason="cancelled")
    finish()


def issue(payment_id: int) -> list[str]:
    """Issue in a transaction of its own; the numbers of what was new."""
    with transaction() as session:
        return [paper.number for paper in service.issue(session, payment_id, now=ports().clock.now())]


def taxed(site: Stage, rate: int, *, included: bool = True) -> None:
    with transaction() as session:
        billing = SellerBilling(
            provider_id=site.people.provider,
            legal_name="Ada Lovelace Ltd",
            tax_rate=rate,
            prices_include_tax=included,
        )
        session.merge(billing)


def taken(payment_id: int) -> None:
    """Taken behind the application's back, so that nothing is on paper yet."""
    with transaction() as session:
        taken_payment = session.get_one(Payment, payment_id)
        taken_payment.status, taken_payment.captured_minor = "CAPTURED", taken_payment.amount_minor
