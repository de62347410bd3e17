"""New notes, a new time: the id stays, the version rises."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.availability import aside, occupancy
from app.availability.offer import Offer
from app.availability.rules import OTHERS, Grid, Reason
from app.bookings import queries, rules
from app.bookings.errors import AlreadyRequested, SlotTaken, WrongState
from app.bookings.events import ChangeBooking
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.service import occupying, transitions
from app.bookings.service.freeing import pass_on, somebody_waits
from app.bookings.service.offered import offer_for
from app.bookings.service.refusals import refusal_of, taken
from app.db import ledger
from app.http import etag
from app.kernel import zones
from app.kernel.errors import Detail, Forbidden, InvalidInput


def change_booking(session: Session, command: ChangeBooking, *, now: datetime) -> Booking:
    """Change what is named, all or nothing.

    Raises:
        NotFound, PreconditionFailed, InvalidInput.
        Forbidden: the video link is the provider's to set.
        WrongState: the booking has ended or begun.
        SlotTaken: the new time is not free; the old one is kept.
    """
    booking, provider_user_id = queries.owned(session, command.booking_id, by=command.actor_id)
    by_provider = command.actor_id == provider_user_id
    etag.demand(booking.version, command.version)
    _refuse(booking, command, by_provider=by_provider, now=now)

    changed = _note(booking, command)
    if command.start is None or command.start == booking.start_time:
        if changed:
            _advance(session, booking, "changed", command.actor_id, changed)
        return booking
    again = rules.asks_again(
        booking.status,
        by_provider=by_provider,
        needs_approval=queries.needs_approval(session, booking),
    )
    if again and booking.attention == rules.PAYMENT_DUE:
        raise WrongState("Its money is gone: pay again before you move it.")
    changed["from"] = booking.start_time.isoformat()
    before = queries.hosts_of(session, booking.id) if booking.joint else ()
    _move(session, booking, command.start)
    if again:
        ask_again(session, booking, command.actor_id, changed, now=now)
    else:
        _advance(session, booking, "moved", command.actor_id, changed)
        follow(session, booking)
    if booking.joint:
        transitions.hand_over(session, booking, before)
    return booking


def _refuse(booking: Booking, command: ChangeBooking, *, by_provider: bool, now: datetime) -> None:
    if not rules.changeable(booking.status, booking.step) or booking.start_time <= now:
        raise WrongState(f"A booking that is {booking.step or booking.status} cannot be changed.")
    if command.video_call_link is not None and not by_provider:
        raise Forbidden("The video link is the provider's to set.")
    length = booking.end_time - booking.start_time
    if command.end is not None and command.end - (command.start or booking.start_time) != length:
        raise InvalidInput.at("endTime", f"The booking lasts {length // timedelta(minutes=1)} minutes.")


def _advance(session: Session, booking: Booking, kind: str, actor_id: int, changed: dict[str, Any]) -> None:
    status = Status(booking.status)
    transitions.advance(session, booking, status, booking.step, kind=kind, actor_id=actor_id, **changed)


def _note(booking: Booking, command: ChangeBooking) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if command.notes is not None and command.notes != booking.notes:
        booking.notes, changed["notes"] = command.notes, True
    if command.video_call_link is not None and command.video_call_link != booking.video_call_link:
        booking.video_call_link, changed["video_call_link"] = command.video_call_link, True
    return changed


def _move(session: Session, booking: Booking, start: datetime) -> None:
    """Give back the old time and take the new one: one transaction, so the old is kept if that fails."""
    offer = _offer(session, booking, start, besides=booking.id)
    schedule, reasons = offer.schedule, _against(session, offer, booking, start)
    if not OTHERS.issuperset(reasons):
        raise refusal_of(reasons)
    if reasons:
        raise taken(schedule, start, party=booking.seats)
    was = _held(session, booking)
    if not occupying.move(session, schedule, booking, start):
        raise SlotTaken
    if was is not None:
        aside.set_rest_aside(session, was)
        pass_on(session, booking.provider_id)
    booking.attention = None if booking.attention == rules.TIME_LAW else booking.attention
    booking.end_time = start + (booking.end_time - booking.start_time)
    booking.start_time, booking.tz_version = start, zones.database_version()
    booking.wall_start, booking.zone = schedule.wall_at(start)
    flush(session)


def _held(session: Session, booking: Booking) -> str | None:
    """What those who wait may want of it."""
    if not somebody_waits(session, booking.provider_id):
        return None
    return aside.held(session, booking.id, booking.provider_id)


def flush(session: Session) -> None:
    """Write what stands so far. Raises AlreadyRequested."""
    try:
        session.flush()
    except IntegrityError as error:  # of this very time: the constraint knows of all one's own requests
        raise AlreadyRequested(details=[Detail("startTime", AlreadyRequested.message)]) from error


def _against(session: Session, offer: Offer, booking: Booking, start: datetime) -> tuple[Reason, ...]:
    """What stands against a move. What fits beside the booking's own time is listed, so it may be had."""
    reasons = offer.against(start)
    if Reason.OFF_GRID not in reasons or offer.schedule.terms.grid is not Grid.FIT:
        return reasons
    listed = _offer(session, booking, start, besides=0).against(start)
    return tuple(reason for reason in reasons if reason is not Reason.OFF_GRID or reason in listed)


def _offer(session: Session, booking: Booking, start: datetime, *, besides: int) -> Offer:
    """The offer around the new start, in which one booking stands in nobody's way; 0 is none."""
    offer = offer_for(session, booking, start, besides=besides)
    if offer is None:
        raise WrongState("The provider no longer offers this.")
    return offer


def ask_again(
    session: Session, booking: Booking, actor_id: int, changed: dict[str, Any], *, now: datetime
) -> None:
    """The provider said yes to another time. What was paid stays paid until they have answered."""
    booking.hold_expires_at = rules.approval_deadline(now, booking.start_time)
    transitions.advance(
        session, booking, Status.PENDING, Step.APPROVAL, kind="moved", actor_id=actor_id, **changed
    )
    occupancy.hold_until(session, booking.id, booking.hold_expires_at)
    transitions.tell(session, booking, "booking_requested")
    transitions.wake_at_deadline(session, booking)


def follow(session: Session, booking: Booking) -> None:
    """What a move makes necessary: other deadlines, other letters."""
    if booking.step == Step.APPROVAL or booking.attention == rules.PAYMENT_DUE:
        transitions.shorten_deadline(session, booking)
    if booking.status != Status.CONFIRMED:
        return
    transitions.tell(session, booking, "booking_moved")
    ledger.enqueue(session, "bookings.complete", run_at=booking.end_time, booking_id=booking.id)
