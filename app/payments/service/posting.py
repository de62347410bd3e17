"""Writing into the books, in the transaction that records why."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.payments.bookkeeping import LEGS, Movement, fee_of, fee_returned
from app.payments.models import Payment, Posting


def book(
    session: Session, payment: Payment, movement: Movement, amount_minor: int, *, reference: str
) -> None:
    """Note one movement. `reference` is unique among its kind: told twice, it is written once."""
    if amount_minor == 0:
        return
    legs = LEGS[movement]
    row = {
        "payment_id": payment.id,
        "movement": movement,
        "debit": legs.debit,
        "credit": legs.credit,
        "amount_minor": amount_minor,
        "currency": payment.currency,
        "company": payment.company,
        "reference": reference,
    }
    session.execute(insert(Posting).values(row).on_conflict_do_nothing())


def book_capture(session: Session, payment: Payment, captured_minor: int, *, reference: str) -> None:
    """A company may capture in parts: each raises the total, and the site's fee with it."""
    before = payment.captured_minor
    mark = f"{reference}:{captured_minor}"
    book(session, payment, Movement.CAPTURED, captured_minor - before, reference=mark)
    fees = [
        fee_of(payment.fee_minor, captured, payment.amount_minor) for captured in (before, captured_minor)
    ]
    book(session, payment, Movement.FEE, fees[1] - fees[0], reference=mark)


def book_fee_returned(session: Session, payment: Payment, captured_minor: int, refunded_minor: int) -> None:
    """The site's share of a refund goes back with it, and comes back where a bank sent that back."""
    before = _returned(payment, payment.captured_minor, payment.refunded_minor)
    change = _returned(payment, captured_minor, refunded_minor) - before
    movement = Movement.FEE_RETURNED if change > 0 else Movement.FEE_KEPT
    book(session, payment, movement, abs(change), reference=f"{payment.id}:{payment.version}")


def _returned(payment: Payment, captured_minor: int, refunded_minor: int) -> int:
    fee = fee_of(payment.fee_minor, captured_minor, payment.amount_minor)
    return fee_returned(fee, refunded_minor, captured_minor)


def book_loss(session: Session, payment: Payment, lost_minor: int) -> None:
    """Bring what the provider bears of lost disputes to `lost_minor`, up or down."""
    change = lost_minor - payment.lost_minor
    movement = Movement.CHARGED_BACK if change > 0 else Movement.CHARGE_RELIEVED
    book(session, payment, movement, abs(change), reference=f"{payment.id}:{payment.version}")
