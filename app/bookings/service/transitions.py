"""Moving a booking from one state to the next: the row, its history, and those who wait for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.availability import occupancy
from app.bookings import queries
from app.bookings.models import Booking, BookingEvent
from app.bookings.rules import Status, Step
from app.bookings.service.freeing import let_go, tell_wish
from app.bookings.service.refunds import return_share, return_taken
from app.db import ledger
from app.db.session import announce
from app.payments import service as payments
from app.providers.events import times_changed

log = structlog.get_logger(__name__)


def topic(booking_id: int) -> str:
    """What is announced whenever this booking changes."""
    return f"booking:{booking_id}"


def advance(
    session: Session,
    booking: Booking,
    status: Status,
    step: Step | str | None = None,
    *,
    kind: str,
    actor_id: int | None = None,
    **data: Any,
) -> None:
    """Write the next state of a booking that this transaction has locked, and its line in the history."""
    booking.status, booking.step = status, step
    booking.version += 1
    event = BookingEvent(
        booking_id=booking.id,
        kind=kind,
        status=status,
        step=step,
        version=booking.version,
        actor_id=actor_id,
        data=data,
    )
    session.add(event)
    session.flush()
    if status is Status.CONFIRMED:
        schedule_reminders(session, booking)
    if queries.kept_in_calendars(session, booking):
        ledger.enqueue(session, "calendars.push", booking_id=booking.id)
    announce(session, topic(booking.id))
    for provider_id in queries.whose_time(session, booking):
        times_changed(session, provider_id)
    log.info("booking advanced", kind=kind, booking_id=booking.id, version=booking.version)


def confirm(session: Session, booking: Booking, *, actor_id: int | None = None) -> None:
    """The promise stands: the time is firm, the money is taken, both are told."""
    stand(session, booking, actor_id=actor_id)
    payments.order_capture(session, booking.id)
    tell(session, booking, "booking_confirmed")


def stand(session: Session, booking: Booking, *, actor_id: int | None = None) -> None:
    """The time is firm. Of a series all are told together, and it has one payment."""
    booking.hold_expires_at = booking.reason = booking.attention = None
    advance(session, booking, Status.CONFIRMED, kind="confirmed", actor_id=actor_id)
    occupancy.keep(session, booking.id)
    ledger.enqueue(session, "bookings.complete", run_at=booking.end_time, booking_id=booking.id)


def await_what_comes(session: Session, booking: Booking) -> None:
    """What one that was placed among others owes by itself: its reminders and its end, or its deadline."""
    if booking.status == Status.CONFIRMED:
        schedule_reminders(session, booking)
        ledger.enqueue(session, "bookings.complete", run_at=booking.end_time, booking_id=booking.id)
    else:
        occupancy.hold_until(session, booking.id, booking.hold_expires_at)
        wake_at_deadline(session, booking)


def await_approval(
    session: Session, booking: Booking, deadline: datetime, *, actor_id: int | None = None
) -> None:
    """The provider has the word, until the deadline."""
    booking.hold_expires_at, booking.reason = deadline, None
    advance(session, booking, Status.PENDING, Step.APPROVAL, kind="approval", actor_id=actor_id)
    tell(session, booking, "booking_requested")
    wake_at_deadline(session, booking)


def wake_at_deadline(session: Session, booking: Booking) -> None:
    """Have somebody look when what the booking waits for should have come."""
    deadline = booking.hold_expires_at
    ledger.enqueue(session, "bookings.expire_hold", run_at=deadline, booking_id=booking.id)


def shorten_deadline(session: Session, booking: Booking) -> None:
    """The provider answers, or the client pays again, before the start: also before one that came nearer."""
    if booking.hold_expires_at is not None and booking.hold_expires_at > booking.start_time:
        booking.hold_expires_at = booking.start_time
        wake_at_deadline(session, booking)


# Why a booking ends, and so as what it ends and who hears what: nothing, of what was never agreed.
_ENDS: dict[str, tuple[Status, str | None]] = {
    "NOT_SUBMITTED": (Status.EXPIRED, None),
    "OFFER_LAPSED": (Status.EXPIRED, None),
    "OFFER_WITHDRAWN": (Status.CANCELLED, None),
    "LET_GO": (Status.CANCELLED, None),
    "NOT_PAID": (Status.EXPIRED, "booking_expired"),
    "NOT_ANSWERED": (Status.EXPIRED, "booking_expired"),
    "DECLINED": (Status.REJECTED, "booking_declined"),
}


def close(session: Session, booking: Booking, *, actor_id: int | None = None) -> None:
    """End a booking by its `reason`, once nobody can pay for it any more, free its time, and tell."""
    end(session, booking, actor_id=actor_id)
    letter = news_of(booking)
    if letter is not None:
        tell(session, booking, letter)


def end(session: Session, booking: Booking, *, actor_id: int | None = None) -> None:
    """The same without telling anybody."""
    status, _ = _end_of(booking)
    booking.hold_expires_at = booking.attention = None
    advance(session, booking, status, kind=status.lower(), actor_id=actor_id, reason=booking.reason)
    let_go(session, booking)
    tell_wish(session, booking)


def news_of(booking: Booking) -> str | None:
    """The message that tells of a booking's end; None of what was never agreed."""
    return _end_of(booking)[1]


def _end_of(booking: Booking) -> tuple[Status, str | None]:
    return _ENDS.get(booking.reason or "", (Status.CANCELLED, "booking_cancelled"))


def wind_down(session: Session, booking: Booking, step: Step, *, actor_id: int | None = None) -> None:
    """End a booking that may be paid at this moment: nothing is freed before its payment is dead.

    Money that was taken already can only be given back, so nothing is left to wait for.
    """
    if booking.series_id is not None:
        return_share(session, booking)
        close(session, booking, actor_id=actor_id)
        return
    if payments.close_unasked(session, booking.id) or return_taken(session, booking):
        close(session, booking, actor_id=actor_id)
        return
    advance(session, booking, Status.PENDING, step, kind=step.lower(), actor_id=actor_id)
    payments.order_void(session, booking.id)


def tell(session: Session, booking: Booking, kind: str, *, at: datetime | None = None) -> None:
    """Owe the people of a booking a message about it as it is now, or as it will be then."""
    ledger.enqueue(
        session,
        "notifications.tell",
        run_at=at,
        kind=kind,
        booking_id=booking.id,
        version=booking.version,
    )


def hand_over(session: Session, booking: Booking, before: Sequence[int]) -> None:
    """Tell those of a team who serve it no longer, and those who do from now on."""
    after = queries.hosts_of(session, booking.id)
    for gone in set(before) - set(after):
        times_changed(session, gone)
        _tell_host(session, booking, "booking_handed_over", gone)
    if booking.status == Status.CONFIRMED:
        for new in set(after) - set(before):
            _tell_host(session, booking, "booking_confirmed", new)


def _tell_host(session: Session, booking: Booking, kind: str, host: int) -> None:
    ledger.enqueue(
        session,
        "notifications.tell",
        kind=kind,
        booking_id=booking.id,
        version=booking.version,
        only=host,
    )


def schedule_reminders(session: Session, booking: Booking) -> None:
    """Each version plans its own reminders: those of the version before are void with it."""
    ledger.enqueue(
        session, "notifications.schedule_reminders", booking_id=booking.id, version=booking.version
    )
