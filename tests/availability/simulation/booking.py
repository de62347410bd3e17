"""Booking, moving and cancelling as the edges do it, without HTTP around them."""

from dataclasses import dataclass
from datetime import datetime

from app.bookings.errors import SlotTaken
from app.bookings.events import CancelBooking, ChangeBooking, RequestBooking
from app.bookings.service.cancel import cancel_booking
from app.bookings.service.change import change_booking
from app.bookings.service.request import request_booking
from app.db.session import database_now, transaction
from app.kernel.errors import Refusal
from tests.api import Person, execute
from tests.availability.simulation.town import Booked, Choice
from tests.bookings.working import work_on

TAKEN = "TAKEN"


@dataclass(frozen=True)
class Outcome:
    """How a wish ended: a standing booking, or why there is none. `because` is for whoever reads of it."""

    status: str
    booking_id: int | None = None
    because: str = ""

    @property
    def stands(self) -> bool:
        return self.status in {"PENDING", "CONFIRMED"}


def book(client: Person, choice: Choice, *, quoted: bool = False) -> Outcome:
    """Ask, and let the worker decide at once."""
    command = RequestBooking(
        client_id=client.user_id,
        provider_id=choice.wanted.provider_id,
        offering_id=choice.wanted.offering_id,
        start=choice.start,
        end=None,
        minutes=choice.wanted.minutes,
        notes=None,
        timezone=None,
        idempotency_key=None,
        fingerprint=b"",
        quote=choice.quote if quoted else None,
    )
    try:
        accepted = request_booking(command)
    except Refusal as refusal:
        return _refused(refusal)
    for ring in accepted.rings:
        work_on(ring.task_id, "bookings.reserve")
    return _decided(accepted.booking_id)


def move(booked: Booked, start: datetime) -> Outcome:
    command = ChangeBooking(
        booking_id=booked.booking_id, actor_id=booked.client.user_id, version=None, start=start
    )
    try:
        with transaction(actor_id=booked.client.user_id) as session:
            moved = change_booking(session, command, now=database_now(session))
            return Outcome(moved.status, moved.id)
    except Refusal as refusal:
        return _refused(refusal)


def cancel(booked: Booked) -> None:
    command = CancelBooking(booking_id=booked.booking_id, actor_id=booked.client.user_id, version=None)
    with transaction(actor_id=booked.client.user_id) as session:
        cancel_booking(session, command, now=database_now(session))


def _refused(refusal: Refusal) -> Outcome:
    told = f"{refusal.code} {[detail.message for detail in refusal.details]} {refusal.extra.get('reasons')}"
    return Outcome(TAKEN if isinstance(refusal, SlotTaken) else refusal.code, because=told)


def _decided(booking_id: int) -> Outcome:
    status, reason = execute(
        "SELECT json_build_array(status, reason) FROM bookings WHERE id = :id", id=booking_id
    )
    if status == "REJECTED" and reason == "SLOT_TAKEN":
        return Outcome(TAKEN, booking_id, reason)
    return Outcome(status, booking_id, str(reason))
