"""Every SELECT of payments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.db.ledger.models import InboxEvent
from app.http.paging import Paging
from app.payments.consents import Kind
from app.payments.models import (
    CardConsent,
    Customer,
    Dispute,
    Payment,
    PaymentStatus,
    Refund,
    RefundStatus,
)
from app.payments.rules import ENDED, SETTLING, Purpose
from app.providers.models import Provider

_CHECK_OPEN, _CHECK_RECENT, _RECENT = timedelta(minutes=2), timedelta(hours=1), timedelta(days=2)
_CHECK_HELD = timedelta(days=1)  # a card that is kept for weeks is not asked after every few minutes
_AT_ONCE = 1000
_WAITING = (RefundStatus.OWED, RefundStatus.PENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which payments of a person; what is None does not matter. `role` is theirs: client or provider."""

    role: str | None
    status: str | None
    since: datetime | None
    until: datetime | None


def locked(session: Session, payment_id: int) -> Payment | None:
    """The payment, held to the end of the transaction. A lock on its booking comes before, or not at all."""
    wanted = select(Payment).where(Payment.id == payment_id)
    return session.scalar(wanted.with_for_update(), execution_options={"populate_existing": True})


def locked_alive(session: Session, booking_id: int) -> Payment | None:
    return session.scalar(_alive(booking_id).with_for_update(), execution_options={"populate_existing": True})


def alive(session: Session, booking_id: int) -> Payment | None:
    return session.scalar(_alive(booking_id))


def _alive(booking_id: int) -> Select[Payment]:
    return select(Payment).where(Payment.booking_id == booking_id, Payment.status.not_in(ENDED))


def alive_of_series(session: Session, series_id: int) -> Payment | None:
    theirs = select(Payment).where(Payment.series_id == series_id, Payment.status.not_in(ENDED))
    return session.scalar(theirs)


def alive_beside(session: Session, payment: Payment) -> Payment | None:
    """The living payment of what this one pays for: a booking, a series, or a purchase."""
    if payment.booking_id is not None:
        return alive(session, payment.booking_id)
    if payment.series_id is not None:
        return alive_of_series(session, payment.series_id)
    same = Payment.purchase_id == payment.purchase_id
    return session.scalar(select(Payment).where(same, Payment.status.not_in(ENDED)))


def by_id(session: Session, payment_id: int) -> Payment | None:
    return session.get(Payment, payment_id)


def by_ids(session: Session, payment_ids: Sequence[int]) -> Sequence[Payment]:
    return session.scalars(select(Payment).where(Payment.id.in_(payment_ids))).all()


def paid_between(session: Session, *, company: str, since: datetime, until: datetime) -> Sequence[Payment]:
    """Payments with money in them whose checkout was made at that time."""
    there = Payment.company == company, Payment.asked_at.between(since, until)
    holding = Payment.status == PaymentStatus.AUTHORIZED, Payment.captured_minor > 0
    return session.scalars(select(Payment).where(*there, or_(*holding))).all()


def booking_of(session: Session, payment_id: int) -> int | None:
    return session.scalar(select(Payment.booking_id).where(Payment.id == payment_id))


def series_of(session: Session, payment_id: int) -> int | None:
    return session.scalar(select(Payment.series_id).where(Payment.id == payment_id))


def purchase_of(session: Session, payment_id: int) -> int | None:
    return session.scalar(select(Payment.purchase_id).where(Payment.id == payment_id))


def of_purchases(session: Session, purchase_ids: Sequence[int]) -> dict[int, Payment]:
    """The living payment of each of these purchases, if it has one."""
    wanted = select(Payment).where(Payment.purchase_id.in_(purchase_ids), Payment.status.not_in(ENDED))
    return {payment.purchase_id: payment for payment in session.scalars(wanted) if payment.purchase_id}


def noticed(session: Session, *, source: str, event_id: str) -> str | None:
    """What a remembered webhook was about."""
    event = session.get(InboxEvent, (source, event_id))
    return event.reference if event else None


def merchant(session: Session, payment: Payment) -> str:
    return session.scalars(select(Provider.name).where(Provider.id == payment.provider_id)).one()


def client_of(session: Session, payment_id: int) -> int:
    return session.scalars(select(Payment.client_id).where(Payment.id == payment_id)).one()


def customer(session: Session, user_id: int, *, company: str) -> str | None:
    """What a company calls a person whose cards it keeps."""
    wanted = select(Customer.reference).where(Customer.user_id == user_id, Customer.company == company)
    return session.scalar(wanted)


def customers(session: Session, user_id: int) -> Sequence[Row[str, str]]:
    """The companies that keep cards of a person, and what they call them."""
    return session.execute(
        select(Customer.company, Customer.reference).where(Customer.user_id == user_id)
    ).all()


def consented(session: Session, payment_id: int, kind: Kind) -> bool:
    given = CardConsent.payment_id == payment_id, CardConsent.kind == kind
    return bool(session.scalar(select(exists().where(*given))))


def secured_by_card(session: Session, client_id: int) -> dict[str, list[int]]:
    """The bookings that each card of a client secures now."""
    standing = Payment.client_id == client_id, Payment.card.is_not(None)
    wanted = select(Payment.card, Payment.booking_id).where(
        *standing, Payment.status == PaymentStatus.AUTHORIZED
    )
    found: defaultdict[str, list[int]] = defaultdict(list)
    for card, booking_id in session.execute(wanted.order_by(Payment.id)):
        if card is not None and booking_id is not None:
            found[card].append(booking_id)
    return found


def latest_of(session: Session, booking_id: int) -> Payment | None:
    """The latest payment of a booking, alive or not."""
    mine = select(Payment).where(Payment.booking_id == booking_id)
    return session.scalar(mine.order_by(Payment.created_at.desc(), Payment.id.desc()).limit(1))


def of_booking(session: Session, booking_id: int, *, client_id: int) -> Payment | None:
    """The latest payment of a client's own booking."""
    mine = select(Payment).where(Payment.booking_id == booking_id, Payment.client_id == client_id)
    return session.scalar(mine.order_by(Payment.created_at.desc(), Payment.id.desc()).limit(1))


def visible(session: Session, payment_id: int, *, user_id: int | None) -> Payment | None:
    """A payment that this user pays or earns; any payment for None, which is an administrator."""
    wanted = select(Payment).where(Payment.id == payment_id)
    return session.scalar(wanted if user_id is None else wanted.where(_concerns(user_id)))


def earned(session: Session, payment_id: int, *, user_id: int | None) -> Payment | None:
    """A payment to this user as a provider, locked; any payment for None."""
    wanted = select(Payment).where(Payment.id == payment_id).with_for_update()
    if user_id is not None:
        wanted = wanted.where(Payment.provider_id == _provider_of(user_id))
    return session.scalar(wanted)


def history(
    session: Session, wanted: Wanted, *, user_id: int, paging: Paging
) -> tuple[Sequence[Payment], int]:
    """One page of what a user paid or earned, the newest first, and the number of all."""
    filters = _filters(wanted, user_id)
    total = session.scalar(select(func.count()).select_from(Payment).where(*filters)) or 0
    newest = select(Payment).where(*filters).order_by(Payment.created_at.desc(), Payment.id.desc())
    return session.scalars(newest.limit(paging.size).offset(paging.offset)).all(), total


def everybodys(session: Session, *, attention: bool | None, paging: Paging) -> tuple[Sequence[Payment], int]:
    """One page of everybody's payments, the last changed first, and the number of all."""
    flagged = Payment.attention.is_not(None)
    filters = [] if attention is None else [flagged if attention else ~flagged]
    total = session.scalar(select(func.count()).select_from(Payment).where(*filters)) or 0
    latest = select(Payment).where(*filters).order_by(Payment.updated_at.desc(), Payment.id.desc())
    return session.scalars(latest.limit(paging.size).offset(paging.offset)).all(), total


def statement(
    session: Session, wanted: Wanted, *, user_id: int, after: Payment | None, size: int
) -> Sequence[Row[Payment, str, str, str]]:
    """The next of the same after this one, each with the names of provider and client."""
    filters = _filters(wanted, user_id)
    if after is not None:
        filters += [tuple_(Payment.created_at, Payment.id) < (after.created_at, after.id)]
    query = (
        select(Payment, Provider.name, User.first_name, User.last_name)
        .join(Provider, Provider.id == Payment.provider_id)
        .join(User, User.id == Payment.client_id)
        .where(*filters)
        .order_by(Payment.created_at.desc(), Payment.id.desc())
    )
    return session.execute(query.limit(size)).all()


def refunds(session: Session, payment_ids: Sequence[int]) -> dict[int, list[Refund]]:
    """The refunds of these payments, the oldest first."""
    found: defaultdict[int, list[Refund]] = defaultdict(list)
    wanted = select(Refund).where(Refund.payment_id.in_(payment_ids)).order_by(Refund.created_at, Refund.id)
    for refund in session.scalars(wanted):
        found[refund.payment_id].append(refund)
    return found


def refund(session: Session, refund_id: int) -> Refund | None:
    return session.get(Refund, refund_id)


def disputes(session: Session, payment_ids: Sequence[int]) -> dict[int, list[Dispute]]:
    """The disputes of these payments, the oldest first."""
    found: defaultdict[int, list[Dispute]] = defaultdict(list)
    wanted = select(Dispute).where(Dispute.payment_id.in_(payment_ids))
    for dispute in session.scalars(wanted.order_by(Dispute.created_at, Dispute.id)):
        found[dispute.payment_id].append(dispute)
    return found


def promised(session: Session, payment_id: int) -> int:
    """What was given back or is on its way: asked for under the payment's lock alone."""
    total = select(func.coalesce(func.sum(Refund.amount_minor), 0))
    return int(
        session.scalar(total.where(Refund.payment_id == payment_id, Refund.status != RefundStatus.FAILED))
        or 0
    )


def promised_for(session: Session, payment_id: int, booking_id: int) -> int:
    """The same for one appointment of a series."""
    total = select(func.coalesce(func.sum(Refund.amount_minor), 0)).where(
        Refund.payment_id == payment_id,
        Refund.booking_id == booking_id,
        Refund.status != RefundStatus.FAILED,
    )
    return int(session.scalar(total) or 0)


def on_its_way(session: Session, payment_id: int) -> int:
    """What is owed back and has not arrived yet."""
    total = select(func.coalesce(func.sum(Refund.amount_minor), 0)).where(Refund.payment_id == payment_id)
    return int(session.scalar(total.where(Refund.status.in_(_WAITING))) or 0)


def unsure(session: Session, *, companies: Sequence[str], now: datetime) -> Sequence[int]:
    """Payments whose truth we should ask for again, those longest unheard of first."""
    quiet = and_(Payment.updated_at < now - _CHECK_OPEN, _unheard(now, _CHECK_OPEN))
    unsettled = or_(and_(Payment.status.in_(SETTLING), ~_held()), _refund_unsettled())
    held = and_(_held(), _unheard(now, _CHECK_HELD))
    recent = and_(Payment.updated_at > now - _RECENT, _unheard(now, _CHECK_RECENT))
    asked = select(Payment.id).where(Payment.company.in_(companies), Payment.asked_at.is_not(None))
    wanted = asked.where(or_(and_(unsettled, quiet), held, recent))
    return session.scalars(wanted.order_by(Payment.checked_at.asc().nulls_first()).limit(_AT_ONCE)).all()


def _held() -> ColumnElement[bool]:
    """A hold that waits for its appointment to be over."""
    unclaimed = Payment.purpose == Purpose.CARD_HOLD, Payment.claimed_minor.is_(None)
    return and_(Payment.status == PaymentStatus.AUTHORIZED, *unclaimed)


def _refund_unsettled() -> ColumnElement[bool]:
    return exists().where(Refund.payment_id == Payment.id, Refund.status.in_(_WAITING))


def _unheard(now: datetime, span: timedelta) -> ColumnElement[bool]:
    return or_(Payment.checked_at.is_(None), Payment.checked_at < now - span)


def _filters(wanted: Wanted, user_id: int) -> list[ColumnElement[bool]]:
    filters = [_concerns(user_id, wanted.role)]
    filters += [Payment.status == wanted.status] if wanted.status else []
    filters += [Payment.created_at >= wanted.since] if wanted.since else []
    filters += [Payment.created_at < wanted.until] if wanted.until else []
    return filters


def _concerns(user_id: int, role: str | None = None) -> ColumnElement[bool]:
    sides = {"client": Payment.client_id == user_id, "provider": Payment.provider_id == _provider_of(user_id)}
    return sides[role] if role else or_(*sides.values())


def _provider_of(user_id: int) -> ColumnElement[int]:
    return select(Provider.id).where(Provider.user_id == user_id).scalar_subquery()
