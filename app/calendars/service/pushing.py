"""A booking changed: in each calendar where it stands, or is to stand, somebody sees to it."""

from sqlalchemy.orm import Session

from app.calendars.queries import bookings, connections
from app.db import ledger


def push(session: Session, booking_id: int) -> int:
    """How many calendars that concerns."""
    people = bookings.people(session, booking_id)
    wanted = {calendar.id for calendar in connections.receiving(session, people)}
    places = wanted | set(bookings.events_of(session, booking_id))
    for calendar_id in sorted(places):
        ledger.enqueue(session, "calendars.agree", booking_id=booking_id, calendar_id=calendar_id)
    return len(places)
