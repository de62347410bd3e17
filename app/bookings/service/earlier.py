"""Taking an earlier time that was offered: one booking moves into another one's hold, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.availability import occupancy, shifting
from app.bookings import queries, rules
from app.bookings.errors import WrongState
from app.bookings.models import Booking, BookingHost
from app.bookings.rules import Status
from app.bookings.service import transitions
from app.bookings.service.change import ask_again, flush, follow
from app.bookings.service.freeing import let_go


def move_earlier(session: Session, offer: Booking, *, actor_id: int, now: datetime) -> Booking:
    """The offer's time becomes the booking's; the booking's own goes to the next who wait, without a gap.

    Raises:
        WrongState: there is nothing left to be moved.
    """
    booking = queries.locked(session, offer.replaces_id or 0)
    if booking is None or booking.status != Status.CONFIRMED or booking.start_time <= now:
        raise WrongState("The booking that was to be moved has ended or begun.")
    again = rules.asks_again(
        booking.status, by_provider=False, needs_approval=queries.needs_approval(session, booking)
    )
    before = booking.start_time.isoformat()

    offer.reason, offer.hold_expires_at = "MOVED_HERE", None
    transitions.advance(session, offer, Status.CANCELLED, kind="moved_here", actor_id=actor_id)
    let_go(session, booking)
    shifting.hand_over(session, offer.id, to=booking.id)
    served_before = _hand_over_hosts(session, offer, booking) if offer.joint or booking.joint else ()
    booking.start_time, booking.end_time = offer.start_time, offer.end_time
    booking.wall_start, booking.zone = offer.wall_start, offer.zone
    booking.tz_version = offer.tz_version
    flush(session)
    if again:
        ask_again(session, booking, actor_id, {"from": before}, now=now)
    else:
        status = Status(booking.status)
        transitions.advance(
            session, booking, status, booking.step, kind="moved", actor_id=actor_id, **{"from": before}
        )
        occupancy.keep(session, booking.id)
        follow(session, booking)
    if booking.joint:
        transitions.hand_over(session, booking, served_before)
    return booking


def _hand_over_hosts(session: Session, offer: Booking, booking: Booking) -> Sequence[int]:
    """Whoever would have served the offer serves the booking; who served it before."""
    before = queries.hosts_of(session, booking.id)
    session.execute(delete(BookingHost).where(BookingHost.booking_id == booking.id))
    theirs = update(BookingHost).where(BookingHost.booking_id == offer.id)
    session.execute(theirs.values(booking_id=booking.id))
    booking.joint = offer.joint
    return before
