"""The books added up: what every account holds, and whether each payment's row says what its postings say."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select, union_all
from sqlalchemy.orm import Session

from app.payments.bookkeeping import COLUMNS, FEES, Movement
from app.payments.models import Payment, Posting


def totals(session: Session) -> Sequence[Any]:
    """By company and currency: captured, refunded, lost, and the balance that is left of it."""
    sums = [func.sum(getattr(Payment, name)).label(name) for name in (*COLUMNS, "fee_minor")]
    left = func.sum(Payment.captured_minor - Payment.refunded_minor - Payment.lost_minor).label("balance")
    keys = (Payment.company, Payment.currency)
    wanted = select(*keys, func.count().label("payments"), *sums, left)
    taken = Payment.captured_minor > 0
    return session.execute(wanted.where(taken).group_by(*keys).order_by(*keys)).all()


def accounts(session: Session) -> Sequence[Any]:
    """Debits less credits of each account, by company and currency. Over all accounts they come to zero."""
    debits = select(Posting.company, Posting.currency, Posting.debit.label("account"), Posting.amount_minor)
    credits_ = select(Posting.company, Posting.currency, Posting.credit, -Posting.amount_minor)
    both = union_all(debits, credits_).subquery()
    keys = (both.c.company, both.c.currency, both.c.account)
    wanted = select(*keys, func.sum(both.c.amount_minor).label("balance"))
    return session.execute(wanted.group_by(*keys).order_by(*keys)).all()


def unbalanced(session: Session, payment_ids: Sequence[int] | None = None) -> Sequence[int]:
    """Payments whose row and postings disagree, or of which more has gone than ever came."""
    gone_too_far = Payment.captured_minor - Payment.refunded_minor - Payment.lost_minor < 0
    differs = [getattr(Payment, name) != _booked(*sides) for name, sides in COLUMNS.items()]
    differs.append(_fee_due() != _booked(*FEES))
    wanted = select(Payment.id).outerjoin(Posting, Posting.payment_id == Payment.id).group_by(Payment.id)
    if payment_ids is not None:
        wanted = wanted.where(Payment.id.in_(payment_ids))
    return session.scalars(wanted.having(or_(gone_too_far, *differs)).order_by(Payment.id)).all()


def _fee_due() -> ColumnElement[int]:
    """The site's share of what was taken, less its part of what went back: as `bookkeeping` has it."""
    taken = Payment.fee_minor * Payment.captured_minor // Payment.amount_minor
    back = taken * Payment.refunded_minor // func.nullif(Payment.captured_minor, 0)
    return taken - func.coalesce(back, 0)


def _booked(raised: Sequence[Movement], lowered: Sequence[Movement]) -> ColumnElement[int]:
    amount = case(
        (Posting.movement.in_(raised), Posting.amount_minor),
        (Posting.movement.in_(lowered), -Posting.amount_minor),
        else_=0,
    )
    return func.coalesce(func.sum(amount), 0)
