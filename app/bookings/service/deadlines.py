"""What time alone does to bookings: holds run out, appointments come to pass."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.bookings import queries, rules
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.series import money
from app.bookings.service import transitions
from app.db import ledger
from app.payments import service as payments

REVIEW_AFTER = timedelta(hours=2)
FOLLOW_UP_AFTER = timedelta(days=14)


def expire_hold(session: Session, booking_id: int, *, now: datetime) -> None:
    """Let go of a time that was not paid or answered for in time. Too early or too late: nothing happens.

    A confirmed booking has a deadline only where its money was lost and the client was asked to pay again.
    """
    booking = queries.locked(session, booking_id)
    if booking is None or booking.hold_expires_at is None or booking.hold_expires_at > now:
        return
    if booking.status == Status.CONFIRMED and booking.attention == rules.PAYMENT_DUE:
        _lapse(session, booking)
    elif booking.status != Status.PENDING:
        return
    elif booking.step in rules.UNSUBMITTED:
        booking.reason = "OFFER_LAPSED" if booking.step == Step.OFFERED else "NOT_SUBMITTED"
        transitions.close(session, booking)
    elif booking.step == Step.HELD and booking.series_id is not None:
        money.wind_down(session, booking.series_id, Step.EXPIRING, reason="NOT_PAID", actor_id=None)
    elif booking.step in {Step.HELD, Step.PAYING}:
        booking.reason = "NOT_PAID"
        transitions.wind_down(session, booking, Step.EXPIRING)
    elif booking.step == Step.APPROVAL:
        booking.reason = "NOT_ANSWERED"
        transitions.wind_down(session, booking, Step.CANCELLING)


def complete(session: Session, booking_id: int, *, now: datetime) -> None:
    """An appointment whose end has passed is completed; a moved one waits for its new end.

    The client is asked for a review while the memory is fresh, and whether to go on some time later.
    """
    booking = queries.locked(session, booking_id)
    if booking is None or booking.status != Status.CONFIRMED or booking.end_time > now:
        return
    if booking.attention == rules.PAYMENT_DUE:  # its deadline lay before the start, and is only kept late
        _lapse(session, booking)
        return
    transitions.advance(session, booking, Status.COMPLETED, kind="completed")
    if booking.card_hold:  # until then the provider may say that nobody came
        at = booking.end_time + rules.NO_SHOW_TIME
        ledger.enqueue(session, "bookings.let_card_go", run_at=at, booking_id=booking.id)
    transitions.tell(session, booking, "review_invitation", at=now + REVIEW_AFTER)
    transitions.tell(session, booking, "follow_up", at=now + FOLLOW_UP_AFTER)


def _lapse(session: Session, booking: Booking) -> None:
    """The client was asked to pay again, and did not in time; or did, and we shall hear of it now."""
    booking.reason = "PAYMENT_LAPSED"
    transitions.wind_down(session, booking, Step.EXPIRING)


def let_card_go(session: Session, booking_id: int) -> None:
    """The client came, and nobody said otherwise in time: what secured the booking ends."""
    booking = queries.locked(session, booking_id)
    if booking is not None and booking.status == Status.COMPLETED and booking.card_hold:
        payments.order_void(session, booking.id)
