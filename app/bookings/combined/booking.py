"""Booking several services of one provider, back to back: one time, one price, one answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.availability.offer import offer_of
from app.availability.rules import OTHERS
from app.availability.schedule import Schedule
from app.bookings.combined.combining import combined
from app.bookings.combined.models import BookingItem
from app.bookings.combined.reading import AROUND, parts_of
from app.bookings.errors import SlotTaken
from app.bookings.events import RequestBooking
from app.bookings.models import Booking
from app.bookings.rules import FORM_TIME, Step
from app.bookings.service.holding import Hold, hold
from app.bookings.service.proceeding import proceed
from app.bookings.service.refusals import NEAR, refusal_of, taken_near
from app.kernel.errors import Unauthenticated
from app.ports import ports


def judged_together(parts: Sequence[Schedule], start: datetime) -> Schedule:
    """The schedule of all of them, which offers this start.

    Raises:
        InvalidInput, SlotTaken.
    """
    schedule = combined(parts)
    reasons = offer_of(schedule, since=start - AROUND, until=start + AROUND).against(start)
    if not OTHERS.issuperset(reasons):
        raise refusal_of(reasons)
    if reasons:
        raise _taken(parts, start)
    return schedule


def _taken(parts: Sequence[Schedule], start: datetime) -> SlotTaken:
    """The refusal, with the nearest times at which all of them fit."""
    since, until = start - NEAR, start + NEAR
    read = parts_of(parts[0].provider_id, [part.offering_id for part in parts], since=since, until=until)
    return taken_near(offer_of(combined(read), since=since, until=until), start)


def book_together(
    session: Session, parts: Sequence[Schedule], wish: RequestBooking, *, now: datetime
) -> Booking:
    """Take the time of all of them and take the first step: to the payment, to the provider, or firm.

    Raises:
        SlotTaken, AlreadyRequested.
        Unauthenticated: the account is gone.
    """
    client = accounts.user(session, wish.client_id)
    if client is None:
        raise Unauthenticated("This account was deleted.")
    schedule = combined(parts)
    here = replace(wish, timezone=wish.timezone or client.timezone)
    kept = Hold(step=Step.FORM, until=now + FORM_TIME, kind="requested", actor_id=client.id)
    booking = hold(session, schedule, here, kept)
    for position, part in enumerate(parts, 1):
        session.add(
            BookingItem(
                booking_id=booking.id,
                position=position,
                offering_id=part.offering_id,
                minutes=part.terms.duration,
                price_minor=part.price.minor,
            )
        )
    proceed(
        session,
        booking,
        needs_approval=bool(schedule.facts["needs_approval"]),
        pay_until=now + ports().site.hold,
        now=now,
        actor_id=client.id,
    )
    return booking
