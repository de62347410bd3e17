"""Serving a provider's queue: what is free is kept for the first whose wish means it.

Time that was freed was set aside for this, in the transaction that freed it: so nobody takes it in between.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.availability import aside
from app.availability.offer import Offer, offer_of
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings import queries as bookings
from app.bookings import rules as booking_rules
from app.bookings.errors import AlreadyRequested, SlotTaken
from app.bookings.events import RequestBooking
from app.bookings.models import Booking
from app.bookings.rules import Step
from app.bookings.service import transitions
from app.bookings.service.holding import Hold, hold
from app.db.fast import within
from app.kernel import zones
from app.waitlist import queries, rules
from app.waitlist.models import Wish
from app.waitlist.rules import WishStatus
from app.waitlist.service.wishing import around

log = structlog.get_logger(__name__)


def offer(session: Session, provider_id: int, *, now: datetime) -> int:
    """Give back what was set aside and offer what is free, in the order of the queue. How many offers."""
    queries.take_turns(session, provider_id)
    aside.give_back(session, provider_id)
    queue = queries.waiting(session, provider_id, now=now)
    known = queries.offered_before(session, [wish.id for wish in queue])
    return sum(_serve(session, wish, known.get(wish.id, ()), now=now) for wish in queue)


def _serve(session: Session, wish: Wish, known: Sequence[datetime], *, now: datetime) -> bool:
    moved = bookings.booking(session, wish.booking_id) if wish.booking_id is not None else None
    if wish.booking_id is not None and not _stands(moved, now):
        wish.status, wish.reason = WishStatus.ENDED, "BOOKING_ENDED"
        wish.version += 1
        return False
    schedule = _schedule(session, wish, moved)
    if schedule is None:
        return False
    wanted = wish.wanted(before=moved.start_time if moved is not None else None)
    free = _offer(session, wish, schedule).starts(wanted.window)
    starts = rules.fitting(wanted, free, known=known)
    return any(_keep(session, wish, schedule, zones.moment_of(start), now=now) for start in starts[:_TRIES])


_TRIES = 3  # the engine has seen what is taken: only who books in this very moment is faster


def _stands(booking: Booking | None, now: datetime) -> bool:
    """Whether there is still a booking to be moved."""
    confirmed = booking is not None and booking.status == booking_rules.Status.CONFIRMED
    return confirmed and booking is not None and booking.start_time > now


def _schedule(session: Session, wish: Wish, moved: Booking | None) -> Schedule | None:
    """Read in this transaction, so that what it gave back is free and what it offered is not."""
    since, until = around(wish.wanted().window)
    facts = ask(wish.provider_id, offering_id=wish.offering_id, since=since, until=until, run=within(session))
    if facts is None or facts["offering_id"] is None or not facts["published"]:
        return None
    schedule = schedule_of(facts)
    return schedule if moved is None else schedule.lasting(moved.end_time - moved.start_time)


def _offer(session: Session, wish: Wish, schedule: Schedule) -> Offer:
    since, until = around(wish.wanted().window)
    return offer_of(schedule, since=since, until=until, party=wish.seats, run=within(session))


def _keep(session: Session, wish: Wish, schedule: Schedule, start: datetime, *, now: datetime) -> bool:
    """A time-limited hold for the wish's client. False: somebody was faster after all."""
    until = rules.offer_deadline(now, start)
    kept = Hold(step=Step.OFFERED, until=until, kind="offered", actor_id=None)
    client = accounts.people(session, [wish.client_id])[wish.client_id]
    asked = _asked(wish, start, client.timezone)
    columns: Mapping[str, object] = {"wish_id": wish.id, "replaces_id": wish.booking_id}
    try:
        with session.begin_nested():
            booking = hold(session, schedule, asked, kept, **columns)
    except (SlotTaken, AlreadyRequested):
        return False
    wish.status = WishStatus.OFFERED
    wish.version += 1
    transitions.tell(session, booking, "waitlist_offer")
    log.info("time offered", wish_id=wish.id, booking_id=booking.id)
    return True


def _asked(wish: Wish, start: datetime, zone: str) -> RequestBooking:
    return RequestBooking(
        client_id=wish.client_id,
        provider_id=wish.provider_id,
        offering_id=wish.offering_id,
        start=start,
        end=None,
        notes=None,
        seats=wish.seats,
        timezone=zone,
        idempotency_key=None,
        fingerprint=b"",
    )
