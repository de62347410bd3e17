"""Changing a series: one appointment as any booking, this and the following, or all of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.bookings import rules
from app.bookings.errors import WrongState
from app.bookings.events import AnswerBooking, CancelBooking, ChangeBooking
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.series import money, queries
from app.bookings.series.events import AnswerSeries, CancelSeries, MoveSeries, Scope
from app.bookings.service.answer import answer_booking
from app.bookings.service.cancel import cancel_booking
from app.bookings.service.change import change_booking
from app.kernel import zones
from app.kernel.errors import InvalidInput, NotFound


def move_series(session: Session, command: MoveSeries, *, now: datetime) -> Sequence[Booking]:
    """Move each on its provider's wall clock by as much as the named one moves: all, or none of them.

    The farthest goes first, so that none stands in the way of the one behind it.

    Raises:
        NotFound, Forbidden, WrongState, SlotTaken, InvalidInput: as moving one does.
    """
    bookings = queries.held(session, command.series_id)
    named = _named(bookings, command.booking_id)
    by = _wall(named.zone, command.start) - named.wall_start
    moving = [
        one for one in _meant(bookings, named, command.scope, now) if rules.changeable(one.status, one.step)
    ]
    for booking in sorted(moving, key=lambda one: one.start_time, reverse=by > timedelta()):
        start = _later(booking, by)
        change = ChangeBooking(booking_id=booking.id, actor_id=command.actor_id, version=None, start=start)
        change_booking(session, change, now=now)
    return moving


def cancel_series(session: Session, command: CancelSeries, *, now: datetime) -> Sequence[Booking]:
    """Cancel each by its own policy. What waits for money ends as a whole: it has one payment.

    Raises:
        NotFound, Forbidden.
        WrongState: a part of a series that is not paid yet.
    """
    bookings = queries.held(session, command.series_id)
    named = _named(bookings, command.booking_id)
    meant = _meant(bookings, named, command.scope, now)
    if any(one.step == Step.HELD for one in meant):
        if command.scope is not Scope.ALL:
            raise WrongState("Pay for the series first, or cancel all of it: it has one payment.")
        ended = (command.series_id, Step.CANCELLING)
        money.wind_down(session, *ended, reason="CANCELLED", actor_id=command.actor_id)
        return meant
    for booking in meant:
        cancel = CancelBooking(
            booking_id=booking.id,
            actor_id=command.actor_id,
            version=None,
            explanation=command.explanation,
        )
        cancel_booking(session, cancel, now=now)
    return meant


def answer_series(session: Session, command: AnswerSeries) -> Sequence[Booking]:
    """Confirm or decline all that wait for their provider.

    Raises:
        NotFound, Forbidden.
        WrongState: none of them waits for an answer.
    """
    bookings = queries.held(session, command.series_id)
    waiting = [one for one in bookings if one.step == Step.APPROVAL]
    if not bookings:
        raise NotFound
    if not waiting:
        raise WrongState("None of these appointments waits for an answer.")
    for booking in waiting:
        answer = AnswerBooking(
            booking_id=booking.id,
            actor_id=command.actor_id,
            version=None,
            accepted=command.accepted,
            reason=command.explanation,
        )
        answer_booking(session, answer)
    return waiting


def _named(bookings: Sequence[Booking], booking_id: int) -> Booking:
    found = next((one for one in bookings if one.id == booking_id), None)
    if found is None:
        raise NotFound
    return found


def _meant(bookings: Sequence[Booking], named: Booking, scope: Scope, now: datetime) -> list[Booking]:
    """Those ahead that have not ended, from the named one on or all of them."""
    live = {Status.PENDING, Status.CONFIRMED}
    ahead = [one for one in bookings if one.status in live and one.start_time > now]
    return [one for one in ahead if scope is Scope.ALL or one.start_time >= named.start_time]


def _wall(zone: str, start: datetime) -> datetime:
    return zones.wall_of(zone, zones.instant_of(start)).replace(tzinfo=None)


def _later(booking: Booking, by: timedelta) -> datetime:
    wall = booking.wall_start + by
    instants = zones.instants_of(booking.zone, wall)
    if not instants:
        raise InvalidInput.at("startTime", f"The clock jumps over {wall:%F %R} in {booking.zone}.")
    return zones.moment_of(instants[0])
