"""Cancelling: the policy seen at booking decides what is kept; nothing is freed while a payment may live."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.bookings import queries, rules
from app.bookings.errors import WrongState
from app.bookings.events import CancelBooking
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.service import transitions
from app.bookings.service.freeing import let_go
from app.bookings.service.refunds import give_back, paid_for, share_of
from app.http import etag


def cancel_booking(
    session: Session, command: CancelBooking, *, now: datetime, admin: bool = False
) -> Booking:
    """Cancel for the client or the provider. A booking that is cancelled already stays so: no error.

    Raises:
        NotFound, PreconditionFailed.
        WrongState: it has ended otherwise, or its time has come.
    """
    booking, _ = queries.owned(session, command.booking_id, by=command.actor_id, admin=admin)
    if booking.status == Status.CANCELLED or booking.step == Step.CANCELLING:
        return booking
    etag.demand(booking.version, command.version)
    if booking.status in rules.ENDED or booking.start_time <= now:
        raise WrongState(f"A booking that is {booking.status} and begins {booking.start_time:%F %T}Z stays.")

    if booking.series_id is not None and booking.step == Step.HELD:
        raise WrongState("Pay for the series first, or cancel all of it: it has one payment.")

    booking.reason = _reason(booking, command.actor_id)
    booking.explanation = command.explanation
    booking.cancelled_by = command.actor_id
    if booking.status == Status.CONFIRMED and booking.attention == rules.PAYMENT_DUE:
        transitions.wind_down(session, booking, Step.CANCELLING, actor_id=command.actor_id)
    elif booking.status == Status.CONFIRMED:
        _cancel_confirmed(session, booking, command, now)
    elif booking.status == Status.REQUESTED or booking.step in rules.UNSUBMITTED:
        transitions.close(session, booking, actor_id=command.actor_id)
    else:
        transitions.wind_down(session, booking, Step.CANCELLING, actor_id=command.actor_id)
    return booking


def _reason(booking: Booking, actor_id: int) -> str:
    if booking.step not in rules.UNSUBMITTED:
        return "CANCELLED"
    mine = booking.step == Step.FORM or actor_id == booking.client_id
    return "LET_GO" if mine else "OFFER_WITHDRAWN"


def _cancel_confirmed(session: Session, booking: Booking, command: CancelBooking, now: datetime) -> None:
    policy = rules.Policy(booking.cancel_free_hours, booking.cancel_late_percent)
    payment = paid_for(session, booking) if booking.payment_required else None
    by_client = command.actor_id == booking.client_id
    if booking.package_purchase_id is not None:
        booking.promotion_kept = rules.keeps(policy, start=booking.start_time, at=now, by_client=by_client)
    if payment is not None:
        due = rules.refund_due(
            share_of(booking, payment),
            policy,
            start=booking.start_time,
            at=now,
            by_client=by_client,
            price_minor=booking.amount_minor,
        )
        booking.refund_due_minor = due
        booking.promotion_kept = due < share_of(booking, payment)
        give_back(session, booking, payment)
    transitions.advance(
        session, booking, Status.CANCELLED, kind="cancelled", actor_id=command.actor_id, reason=booking.reason
    )
    let_go(session, booking)
    transitions.tell(session, booking, "booking_cancelled")
