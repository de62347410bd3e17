"""Taking what a booking needs, whatever kind it is; and giving it back.

A plain one has a stretch of its provider's time. What else there is, `gathering` sees to.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.availability import occupancy, seats
from app.availability.schedule import Schedule
from app.bookings.models import Booking
from app.bookings.service import hosting
from app.bookings.service.claims import TAKEN, Claim, Denial, claim_of, holder
from app.bookings.service.gathering import gather
from app.db.fast import OpenTransaction, within
from app.kernel import zones


def occupy(run: OpenTransaction, schedule: Schedule, claim: Claim) -> Denial | None:
    """Take all that is needed, or nothing. None: it is the booking's."""
    if not schedule.plain:
        return gather(run, schedule, claim)
    stretch = occupancy.padded(schedule.resource_id, schedule.terms, zones.instant_of(claim.start))
    return None if occupancy.take(run, [stretch], holder(schedule, claim)) else TAKEN


def move(session: Session, schedule: Schedule, booking: Booking, start: datetime) -> bool:
    """Give back the old time and take the new one. False: it is gone, and the caller undoes all of it."""
    run = within(session)
    if not schedule.plain:
        hosting.take_turn(run, schedule)  # before any other lock, as whoever reserves does
    release(session, booking.id)
    return occupy(run, schedule, claim_of(booking, start)) is None


def release(session: Session, booking_id: int) -> None:
    """Give back whatever a booking holds."""
    if not occupancy.release(session, booking_id):
        seats.leave(within(session), booking_id)
