"""Getting into the queue, and leaving it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.availability.offer import Offer, offer_of, too_many
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings import queries as bookings
from app.bookings import rules as booking_rules
from app.bookings.errors import UnknownOffering, UnknownProvider, WrongState
from app.bookings.models import Booking
from app.db import ledger
from app.kernel import zones
from app.kernel.errors import Detail, Forbidden, InvalidInput, NotFound, Unauthenticated
from app.kernel.intervals import Interval
from app.waitlist import queries, rules
from app.waitlist.errors import AlreadyWaiting, TimesFree, TooManyWishes
from app.waitlist.events import AddWish
from app.waitlist.models import Wish
from app.waitlist.rules import Wanted, WishStatus

log = structlog.get_logger(__name__)

MARGIN = timedelta(days=2)  # what is taken around the window still counts
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """What is waited for: an offering, and the booking that would be moved, if it is one."""

    offer: Offer
    wanted: Wanted
    booking_id: int | None

    @property
    def schedule(self) -> Schedule:
        return self.offer.schedule


def add_wish(session: Session, command: AddWish, *, now: datetime) -> Wish:
    """Wait for a time. If there is one already, it is not waited for.

    Raises:
        InvalidInput, NotFound, UnknownProvider, UnknownOffering.
        TimesFree: with the first three.
        TooManyWishes, AlreadyWaiting.
        WrongState: the booking to be moved is not firm.
    """
    if accounts.locked_user(session, command.client_id) is None:
        raise Unauthenticated("This account was deleted.")
    sought = _sought(session, command, now=now)
    if queries.open_of(session, command.client_id, now=now) >= rules.MOST_WISHES:
        raise TooManyWishes
    _refuse_what_is_free(sought)
    wish = Wish(
        provider_id=sought.schedule.provider_id,
        client_id=command.client_id,
        offering_id=sought.schedule.offering_id,
        booking_id=sought.booking_id,
        first_date=command.first_date,
        last_date=command.last_date,
        weekdays=list(command.weekdays),
        opens_minute=command.opens,
        closes_minute=command.closes,
        zone=command.zone,
        seats=sought.offer.party,
        expires_at=zones.moment_of(sought.wanted.window.end),
    )
    session.add(wish)
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyWaiting from error
    session.refresh(wish)
    log.info("wish added", wish_id=wish.id, provider_id=wish.provider_id)
    return wish


def withdraw_wish(session: Session, wish_id: int, *, client_id: int) -> None:
    """Leave the queue. An offer that stands is let go, and moves on at once. Twice is harmless.

    Raises:
        NotFound.
    """
    wish = queries.locked(session, wish_id)
    if wish is None or wish.client_id != client_id:
        raise NotFound
    if wish.status not in rules.OPEN:
        return
    wish.status, wish.reason = WishStatus.ENDED, "WITHDRAWN"
    wish.version += 1
    offer = queries.offer_of(session, wish_id)
    if offer is not None:  # a worker lets it go, since a booking is locked before its wish
        ledger.enqueue(session, "waitlist.settle", booking_id=offer)
    log.info("wish withdrawn", wish_id=wish_id)


def _sought(session: Session, command: AddWish, *, now: datetime) -> Sought:
    moved = _to_be_moved(session, command, now=now) if command.booking_id is not None else None
    before = moved.start_time if moved is not None else None
    wanted = Wanted(
        zone=command.zone,
        first_date=command.first_date,
        last_date=command.last_date,
        weekdays=command.weekdays,
        opens=command.opens,
        closes=command.closes,
        before=before,
    )
    _refuse_odd_dates(wanted, now=now)
    provider_id = moved.provider_id if moved is not None else command.provider_id or 0
    offering_id = moved.offering_id if moved is not None else command.offering_id
    schedule = _schedule(provider_id, offering_id, wanted)
    if moved is not None:
        schedule = schedule.lasting(moved.end_time - moved.start_time)
    seats = moved.seats if moved is not None else command.seats
    if seats > schedule.seats and moved is None:
        raise InvalidInput.at("seats", too_many(schedule.seats))
    since, until = around(wanted.window)
    offer = offer_of(schedule, since=since, until=until, party=seats)
    return Sought(offer, wanted, command.booking_id)


def _to_be_moved(session: Session, command: AddWish, *, now: datetime) -> Booking:
    booking, _ = bookings.owned(session, command.booking_id or 0, by=command.client_id)
    if booking.client_id != command.client_id:
        raise Forbidden("Only the client waits for an earlier time.")
    if booking.status != booking_rules.Status.CONFIRMED or booking.start_time <= now:
        raise WrongState("Only a confirmed booking ahead can be moved earlier.")
    return booking


def _refuse_odd_dates(wanted: Wanted, *, now: datetime) -> None:
    today = zones.date_of(wanted.zone, zones.instant_of(now))
    if wanted.last_date < max(wanted.first_date, today):
        raise InvalidInput.at("to", "The last date is not before the first, and not over.")
    if wanted.last_date - wanted.first_date > rules.LONGEST:
        raise InvalidInput.at("to", f"Wait for at most {rules.LONGEST.days} days.")
    if wanted.last_date - today > rules.FARTHEST:
        raise InvalidInput.at("to", f"Wait for dates of the next {rules.FARTHEST.days} days.")


def _schedule(provider_id: int, offering_id: int | None, wanted: Wanted) -> Schedule:
    since, until = around(wanted.window)
    facts = ask(provider_id, offering_id=offering_id, since=since, until=until)
    if facts is None or not facts["published"]:
        raise UnknownProvider(details=[Detail("providerId", "There is no such provider.")])
    if facts["offering_id"] is None:
        raise UnknownOffering(details=[Detail("offeringId", "The provider has no such offering.")])
    return schedule_of(facts)


def around(window: Interval) -> tuple[datetime, datetime]:
    """From when to when it counts what is taken, for starts in this window."""
    return zones.moment_of(window.start) - MARGIN, zones.moment_of(window.end) + MARGIN


def _refuse_what_is_free(sought: Sought) -> None:
    schedule = sought.schedule
    free = sought.offer.starts(sought.wanted.window)
    found = [zones.moment_of(start) for start in rules.fitting(sought.wanted, free)[:_SHOWN]]
    if found:
        slots = [{"startTime": start, "endTime": start + schedule.duration} for start in found]
        raise TimesFree(extra={"nearestSlots": slots})
