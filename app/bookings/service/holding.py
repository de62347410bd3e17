"""Taking a time at once, for somebody who is still to say yes: one transaction, no worker in between."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.availability.rules import Reason
from app.availability.schedule import Schedule
from app.bookings.errors import SlotTaken
from app.bookings.events import RequestBooking
from app.bookings.models import Booking, BookingEvent
from app.bookings.rules import Status, Step
from app.bookings.service import occupying, transitions
from app.bookings.service.agreement import agreed
from app.bookings.service.change import flush
from app.bookings.service.claims import RULES, Claim
from app.bookings.service.refusals import taken
from app.db.fast import within
from app.db.session import announce
from app.kernel import zones
from app.providers.events import times_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What a time is kept for: the step that it waits in, until when, what happened, and who asked for it.

    Without a step it waits for nothing: it is firm. `tolerates`: what may stand against the time, and it is
    taken nevertheless. The rules were asked just now.
    """

    step: Step | None
    until: datetime | None
    kind: str
    actor_id: int | None
    tolerates: frozenset[Reason] = RULES


def hold(session: Session, schedule: Schedule, wish: RequestBooking, kept: Hold, **columns: Any) -> Booking:
    """A booking that has its time and waits; its price and policy are agreed to from here on.

    Raises:
        SlotTaken: somebody was faster.
        AlreadyRequested: the client has an open booking of this very time.
    """
    try:
        booking = place(session, schedule, wish, kept, **columns)
    except SlotTaken as gone:
        raise taken(schedule, wish.start, party=wish.seats) from gone
    transitions.wake_at_deadline(session, booking)
    times_changed(session, booking.provider_id)
    return booking


def place(session: Session, schedule: Schedule, wish: RequestBooking, kept: Hold, **columns: Any) -> Booking:
    """The booking's row, its first line in the history, and its time. What follows is the caller's to owe."""
    booking = Booking(**_columns(schedule, wish, kept) | columns)
    session.add(booking)
    flush(session)
    claim = Claim(
        booking_id=booking.id,
        start=wish.start,
        party=wish.seats,
        firm=kept.step is None,
        expires_at=kept.until,
        tolerates=kept.tolerates,
    )
    if occupying.occupy(within(session), schedule, claim) is not None:
        raise SlotTaken
    session.add(
        BookingEvent(
            booking_id=booking.id,
            kind=kept.kind,
            status=booking.status,
            step=kept.step,
            version=1,
            actor_id=kept.actor_id,
        )
    )
    session.flush()
    announce(session, transitions.topic(booking.id))
    return booking


def _columns(schedule: Schedule, wish: RequestBooking, kept: Hold) -> dict[str, Any]:
    wall, zone = schedule.wall_at(wish.start)
    return {
        "provider_id": schedule.provider_id,
        "client_id": wish.client_id,
        "offering_id": schedule.offering_id,
        "start_time": wish.start,
        "end_time": wish.start + schedule.duration,
        "wall_start": wall,
        "zone": zone,
        "tz_version": zones.database_version(),
        "client_timezone": wish.timezone,
        "status": Status.PENDING if kept.step else Status.CONFIRMED,
        "step": kept.step,
        "hold_expires_at": kept.until,
        "notes": wish.notes,
        "seats": wish.seats,
        "joint": schedule.joint,
        "video_call_link": schedule.facts["video_link"],
        **agreed(schedule, wish),
    }
