"""What a booking is of, as it is offered now: one offering, or several that it has together."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.availability.offer import Offer, offer_of
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings.combined.combining import combined
from app.bookings.combined.queries import offerings_of
from app.bookings.combined.reading import parts_of
from app.bookings.errors import UnknownOffering, UnknownProvider
from app.bookings.models import Booking
from app.bookings.service.request import AROUND
from app.db.fast import within


def schedule_for(
    session: Session, booking: Booking, start: datetime, *, besides: int, retired: bool = False
) -> Schedule | None:
    """The schedule around a start, in which one booking stands in nobody's way; 0 is none.

    It lasts as long as the booking does. Read in this transaction: of a series, others may have moved in it
    already. None: its provider offers it no longer; `retired` admits what is merely not shown any more.
    """
    length, run = booking.end_time - booking.start_time, within(session)
    if several := offerings_of(session, booking.id):
        try:
            parts = parts_of(
                booking.provider_id,
                several,
                since=start,
                until=start,
                besides=besides,
                retired=retired,
                run=run,
            )
        except (UnknownProvider, UnknownOffering):
            return None
        return combined(parts).lasting(length)
    facts = ask(
        booking.provider_id,
        offering_id=booking.offering_id,
        since=start - AROUND,
        until=start + 2 * AROUND,
        retired=retired,
        besides=besides,
        run=run,
    )
    if facts is None or facts["offering_id"] is None:
        return None
    return schedule_of(facts).lasting(length)


def offer_for(session: Session, booking: Booking, start: datetime, *, besides: int) -> Offer | None:
    """The same with all that decides about the start."""
    schedule = schedule_for(session, booking, start, besides=besides)
    if schedule is None:
        return None
    since, until = start - AROUND, start + 2 * AROUND
    return offer_of(
        schedule, since=since, until=until, party=booking.seats, besides=besides, run=within(session)
    )
