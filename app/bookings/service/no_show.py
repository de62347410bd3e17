"""The client did not come: the provider says so, and the policy seen at booking decides what is kept."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.bookings import queries, rules
from app.bookings.errors import WrongState
from app.bookings.events import MarkNoShow
from app.bookings.models import Booking
from app.bookings.rules import Status
from app.bookings.service import fees, transitions
from app.bookings.service.refunds import give_back, paid_for, share_of
from app.http import etag
from app.kernel.errors import Forbidden
from app.kernel.money import share
from app.payments import service as payments


def mark_no_show(session: Session, command: MarkNoShow, *, now: datetime) -> Booking:
    """Note that nobody came. Saying it again changes nothing.

    Raises:
        NotFound, PreconditionFailed.
        Forbidden: the client cannot say this.
        WrongState: it was never firm, is not over yet, or was over more than a week ago.
    """
    booking, provider_user_id = queries.owned(session, command.booking_id, by=command.actor_id)
    if command.actor_id != provider_user_id:
        raise Forbidden("Only the provider can say that the client did not come.")
    if booking.status == Status.NO_SHOW:
        return booking
    etag.demand(booking.version, command.version)
    if booking.status not in {Status.CONFIRMED, Status.COMPLETED}:
        raise WrongState(f"A booking that is {booking.status} has nobody to wait for.")
    if not rules.may_be_no_show(booking.end_time, now):
        raise WrongState("This can be said from the end on, for seven days.")

    transitions.advance(session, booking, Status.NO_SHOW, kind="no_show", actor_id=command.actor_id)
    _return_what_is_not_kept(session, booking)
    return booking


def _return_what_is_not_kept(session: Session, booking: Booking) -> None:
    payment = paid_for(session, booking)
    if payment is None:
        _ask_where_nothing_secures(session, booking)
        return
    policy = rules.Policy(booking.cancel_free_hours, booking.cancel_late_percent, booking.no_show_percent)
    booking.refund_due_minor = rules.no_show_due(
        share_of(booking, payment), policy, price_minor=booking.amount_minor
    )
    give_back(session, booking, payment)


def _ask_where_nothing_secures(session: Session, booking: Booking) -> None:
    """The hold has lapsed since the appointment: the client is asked for the fee itself."""
    fee = share(booking.amount_minor, booking.no_show_percent)
    lapsed = payments.latest_of(session, booking.id) if booking.card_hold and fee else None
    if lapsed is not None:
        fees.ask(session, booking, lapsed, fee)
