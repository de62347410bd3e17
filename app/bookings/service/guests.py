"""Booking without an account: a hold and a mailed link that confirms the address; later, taking it over."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import User
from app.accounts.service import one_time
from app.availability.schedule import Schedule
from app.bookings import queries, rules
from app.bookings.errors import WrongState
from app.bookings.events import RequestBooking, SubmitBooking
from app.bookings.models import Booking
from app.bookings.questionnaire import refuse_files_of_guests
from app.bookings.rules import Status, Step
from app.bookings.service import transitions
from app.bookings.service.change import flush
from app.bookings.service.holding import Hold, hold
from app.bookings.service.questionnaire import answer_form
from app.bookings.service.submit import submit_booking
from app.db.fast import within
from app.kernel.errors import NotFound

# Features above this one keep the client's id beside the booking's: their rows follow by name alone.
_FOLLOW = (
    text("UPDATE payments SET client_id = :account WHERE booking_id = :booking AND client_id = :guest"),
    text("UPDATE invoices SET client_id = :account WHERE booking_id = :booking AND client_id = :guest"),
    text("UPDATE notifications SET user_id = :account WHERE booking_id = :booking AND user_id = :guest"),
)


def hold_for_guest(session: Session, schedule: Schedule, wish: RequestBooking, *, now: datetime) -> Booking:
    """Keep a time until the address is confirmed. The wish's client is a guest made for it.

    Raises:
        InvalidInput: an answer is wrong or missing, or would be a file.
    """
    refuse_files_of_guests(
        schedule.facts["questions"], wish.answers or {}, all_required=wish.promised is None
    )
    until = now + rules.GUEST_TIME
    kept = Hold(step=Step.FORM, until=until, kind="guest", actor_id=wish.client_id)
    booking = hold(session, schedule, wish, kept)
    answer_form(session, within(session), booking.id, wish.answers)
    transitions.tell(session, booking, "guest_booking")
    return booking


def confirm_guest(session: Session, token: str, *, now: datetime) -> Booking:
    """The guest opened the link: the address is theirs, and the booking goes its way.

    Raises:
        TokenNotUsable: used before, too old or unknown.
        WrongState: the time is not kept any more.
    """
    guest: User = one_time.use(session, token, one_time.GUEST_BOOKING, now=now)
    guest.email_verified_at = now
    booking_id = queries.form_of(session, guest.id)
    if booking_id is None:
        raise WrongState("The time is not kept any more: please choose another one.")
    command = SubmitBooking(booking_id=booking_id, actor_id=guest.id, version=None)
    return submit_booking(session, command, now=now)


def claim_booking(
    session: Session, booking_id: int, *, guest_id: int, account_id: int, now: datetime
) -> Booking:
    """Somebody with an account takes over what they booked without one; the link dies with it.

    Raises:
        NotFound: there is none of this guest.
        WrongState: it waits for its address to be confirmed.
        AlreadyRequested: the account has an open booking of this very time.
    """
    booking, _ = queries.owned(session, booking_id, by=guest_id)
    if booking.client_id != guest_id or not queries.is_guest(session, guest_id):
        raise NotFound
    if booking.step in rules.UNSUBMITTED:
        raise WrongState("Confirm your address first, by the link in your mail.")
    booking.client_id = account_id
    flush(session)
    for statement in _FOLLOW:
        session.execute(statement, {"account": account_id, "booking": booking_id, "guest": guest_id})
    transitions.advance(
        session, booking, Status(booking.status), booking.step, kind="claimed", actor_id=account_id
    )
    accounts.retire_guest(session, guest_id, by=account_id, now=now)
    return booking
