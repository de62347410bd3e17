"""What an offer's end means for the wish it was made for."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.bookings import queries as bookings
from app.bookings.models import Booking
from app.bookings.service import transitions
from app.bookings.service.freeing import pass_on
from app.waitlist import queries, rules
from app.waitlist.models import Wish
from app.waitlist.rules import Outcome, WishStatus

log = structlog.get_logger(__name__)


def settle(session: Session, booking_id: int, *, now: datetime) -> None:
    """Move the wish on. Twice is harmless: it is settled once its offer no longer stands."""
    booking = bookings.locked(session, booking_id)
    wish = queries.locked(session, booking.wish_id) if booking is not None and booking.wish_id else None
    if booking is None or wish is None:
        return
    outcome = rules.outcome(booking.step, booking.reason)
    if outcome is None and wish.status == WishStatus.ENDED:
        booking.reason = "LET_GO"  # whoever it was offered to waits no longer
        transitions.close(session, booking)
    elif outcome is not None and wish.status == WishStatus.OFFERED:
        _move_on(session, wish, booking, outcome, now=now)


def _move_on(session: Session, wish: Wish, booking: Booking, outcome: Outcome, *, now: datetime) -> None:
    if outcome is Outcome.LAPSED:
        wish.unanswered += 1
        wish.queued_at = now
    wish.status = rules.after(outcome, wish.unanswered)
    wish.reason = "LAPSED" if wish.status == WishStatus.ENDED else None
    wish.version += 1
    if wish.status == WishStatus.WAITING:
        pass_on(session, wish.provider_id)  # something else may be free that this one means
    if outcome is Outcome.LAPSED:
        transitions.tell(session, booking, "waitlist_lapsed")
    log.info("offer settled", wish_id=wish.id, booking_id=booking.id, outcome=str(outcome))
