"""One payment for a series: it moves all appointments, and each gets its share back by its own policy."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.bookings import queries as queries_of_bookings
from app.bookings import rules
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.series import queries
from app.bookings.series.models import Series
from app.bookings.service import transitions
from app.bookings.service.payments import DEAD, PAID
from app.bookings.service.refunds import give_back, return_all
from app.kernel.money import Money
from app.payments import service as payments
from app.payments.models import Payment, PaymentStatus

_UNPAID = frozenset({Step.HELD, Step.EXPIRING, Step.CANCELLING})


def charge(session: Session, series: Series, bookings: Sequence[Booking]) -> None:
    """One checkout for the sum of what is due."""
    due = Money(sum(booking.due_minor for booking in bookings), bookings[0].currency)
    payments.charge_series(
        session,
        series_id=series.id,
        provider_id=series.provider_id,
        client_id=series.client_id,
        due=due,
        description=f"{len(bookings)} appointments, the first {bookings[0].reference}",
    )


def series_paid(session: Session, payment: Payment, *, now: datetime) -> None:
    """Move the appointments by what is known of their payment. Twice is harmless: a step fits one state."""
    bookings = queries.held(session, payment.series_id or 0)
    if payment.status in PAID:
        _paid(session, bookings, payment, now=now)
    elif payment.status in DEAD:
        _dead(session, bookings, payment, now=now)
    elif payment.status == PaymentStatus.LOST:
        _lost(session, bookings)


def wind_down(session: Session, series_id: int, step: Step, *, reason: str, actor_id: int | None) -> None:
    """End all that wait for money, once nobody can pay any more: nothing is freed before that."""
    waiting = [one for one in queries.held(session, series_id) if one.step == Step.HELD]
    for booking in waiting:
        booking.reason, booking.cancelled_by = reason, actor_id
    payment = payments.alive_of_series(session, series_id)
    if payment is None or payments.close_one_unasked(session, payment.id) is not None:
        _close(session, waiting, actor_id=actor_id)
        return
    for booking in waiting:
        transitions.advance(session, booking, Status.PENDING, step, kind=step.lower(), actor_id=actor_id)
    payments.order_void_of(session, payment)


def tell(session: Session, first: Booking, kind: str) -> None:
    """One message about all of them, which their first appointment stands for."""
    transitions.tell(session, first, kind)


def _paid(session: Session, bookings: Sequence[Booking], payment: Payment, *, now: datetime) -> None:
    payments.order_capture_of(session, payment)
    settled = [one for one in bookings if one.step in {Step.HELD, Step.EXPIRING}]
    for booking in settled:
        _settle(session, booking, now=now)
    if settled:
        first = _first(settled)
        tell(session, first, "series_requested" if first.step else "series_booked")
    for booking in bookings:
        if booking.step == Step.CANCELLING or booking.status in rules.ENDED:
            _return(session, booking, payment)


def _settle(session: Session, booking: Booking, *, now: datetime) -> None:
    if queries_of_bookings.needs_approval(session, booking):
        booking.hold_expires_at = rules.approval_deadline(now, booking.start_time)
        transitions.advance(session, booking, Status.PENDING, Step.APPROVAL, kind="approval")
        transitions.await_what_comes(session, booking)
    else:
        transitions.stand(session, booking)


def _return(session: Session, booking: Booking, payment: Payment) -> None:
    """What an appointment that ended is due: all of it where nothing had been paid when it did."""
    if booking.status in {Status.COMPLETED, Status.CONFIRMED}:
        return
    if booking.refund_due_minor is None:
        return_all(session, booking, payment)
    else:
        give_back(session, booking, payment)
    if booking.step == Step.CANCELLING and payment.captured_minor:
        transitions.end(session, booking)


def _dead(session: Session, bookings: Sequence[Booking], payment: Payment, *, now: datetime) -> None:
    alive = payments.alive_of_series(session, payment.series_id or 0)
    if alive is not None and alive.id != payment.id:
        return  # an earlier try: what counts is the one that followed it
    held = [one for one in bookings if one.step == Step.HELD]
    if payment.status == PaymentStatus.FAILED and held and rules.in_time(held[0].hold_expires_at, now):
        payments.charge_again(session, payment)
        return
    for booking in held:
        booking.reason = booking.reason or "NOT_PAID"
    _close(session, [one for one in bookings if one.step in _UNPAID], actor_id=None)
    _lost(session, bookings)


def _lost(session: Session, bookings: Sequence[Booking]) -> None:
    """The promises stand without their money: a person has to decide."""
    for booking in bookings:
        paid_for = booking.status == Status.CONFIRMED and booking.payment_required
        if paid_for and booking.attention is None:
            booking.attention = rules.PAYMENT_LOST
            transitions.advance(session, booking, Status.CONFIRMED, kind="payment_lost")


def _close(session: Session, bookings: Sequence[Booking], *, actor_id: int | None) -> None:
    """Free the times of all, and tell once: the first of them stands for the others."""
    for booking in bookings:
        transitions.end(session, booking, actor_id=actor_id)
    if bookings:
        first = _first(bookings)
        transitions.tell(session, first, transitions.news_of(first) or "booking_cancelled")


def _first(bookings: Sequence[Booking]) -> Booking:
    """By the clock: their numbers are random."""
    return min(bookings, key=lambda one: one.start_time)
