"""The provider's word on a booking that waits for it."""

from sqlalchemy.orm import Session

from app.bookings import queries
from app.bookings.errors import WrongState
from app.bookings.events import AnswerBooking
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.service import transitions
from app.http import etag
from app.kernel.errors import Forbidden


def answer_booking(session: Session, command: AnswerBooking, *, admin: bool = False) -> Booking:
    """Confirm or decline. Saying the same again changes nothing.

    Raises:
        NotFound, PreconditionFailed.
        Forbidden: the client cannot answer in the provider's place.
        WrongState: it does not wait for an answer.
    """
    booking, provider_user_id = queries.owned(session, command.booking_id, by=command.actor_id, admin=admin)
    if command.actor_id != provider_user_id and not admin:
        raise Forbidden("Only the provider can confirm or decline a booking.")
    if _said(booking, accepted=command.accepted):
        return booking
    etag.demand(booking.version, command.version)
    if booking.status != Status.PENDING or booking.step != Step.APPROVAL:
        raise WrongState(f"The booking is {booking.status} and waits for no answer.")

    if command.accepted:
        transitions.confirm(session, booking, actor_id=command.actor_id)
        return booking
    booking.reason, booking.explanation = "DECLINED", command.reason
    transitions.wind_down(session, booking, Step.CANCELLING, actor_id=command.actor_id)
    return booking


def _said(booking: Booking, *, accepted: bool) -> bool:
    """Whether the same was said before; a payment may still be on its way back."""
    if accepted:
        return booking.status == Status.CONFIRMED
    return booking.status == Status.REJECTED or (
        booking.step == Step.CANCELLING and booking.reason == "DECLINED"
    )
