"""A provider books for a client: into their own time, whatever their rules say to others."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.accounts.events import Contact
from app.accounts.service import open_guest
from app.availability.schedule import Schedule
from app.bookings import queries, rules
from app.bookings.events import RequestBooking
from app.bookings.models import Booking
from app.bookings.rules import Step
from app.bookings.service import transitions
from app.bookings.service.claims import OWN_WORD
from app.bookings.service.holding import Hold, hold
from app.bookings.service.proceeding import proceed
from app.kernel.errors import InvalidInput


def book_for_client(
    session: Session, schedule: Schedule, wish: RequestBooking, *, actor_id: int, now: datetime
) -> Booking:
    """Book for somebody who was a client before. What is due now may be paid within a day.

    Raises:
        SlotTaken, AlreadyRequested.
        InvalidInput: they are no client of this provider.
    """
    client = accounts.user(session, wish.client_id)
    if client is None or not queries.has_booked(session, schedule.provider_id, client.id):
        raise InvalidInput.at("clientId", "You have had no appointment with this client.")
    return arrange(
        session,
        schedule,
        replace(wish, timezone=wish.timezone or client.timezone),
        actor_id=actor_id,
        now=now,
    )


def book_for_contact(
    session: Session,
    schedule: Schedule,
    wish: RequestBooking,
    contact: Contact,
    *,
    actor_id: int,
    now: datetime,
) -> Booking:
    """Book for somebody by their address, who manages it by the link in each mail about it.

    Raises:
        SlotTaken.
    """
    guest = open_guest(session, contact)
    mine = replace(wish, client_id=guest.id, timezone=contact.timezone)
    return arrange(session, schedule, mine, actor_id=actor_id, now=now)


def arrange(
    session: Session, schedule: Schedule, wish: RequestBooking, *, actor_id: int, now: datetime
) -> Booking:
    """The provider's own word needs no approval; the client hears what was booked, and how to pay for it."""
    until = rules.payment_deadline(now, wish.start)
    kept = Hold(
        step=Step.FORM,
        until=until,
        kind="booked_by_provider",
        actor_id=actor_id,
        tolerates=OWN_WORD,
    )
    booking = hold(session, schedule, wish, kept, pinned=True)
    proceed(session, booking, needs_approval=False, pay_until=until, now=now, actor_id=actor_id)
    if booking.step == Step.HELD:
        transitions.tell(session, booking, "booked_for_you")
    return booking
