"""Booking without an account: a time is kept, and the mailed link confirms the address."""

from dataclasses import replace
from typing import Any

from flask import Response

from app.accounts.events import Contact
from app.accounts.models import Role
from app.accounts.service import open_guest
from app.bookings import guest_links, queries
from app.bookings.events import RequestBooking
from app.bookings.models import Booking
from app.bookings.present import respond
from app.bookings.routes import guest_throttle
from app.bookings.schemas import NotReserved
from app.bookings.schemas.guests import GuestAsked, GuestBookingOut, GuestConfirmation, GuestRequest
from app.bookings.service.agreement import with_promise
from app.bookings.service.guests import confirm_guest, hold_for_guest
from app.bookings.service.request import judged
from app.db.locks import insistently
from app.db.session import database_now, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal

blueprint = ApiBlueprint(
    "guest bookings", __name__, url_prefix="/v1/guest-bookings", description="Booking without an account"
)
_ASKED = "The time is kept for you. Open the link in the mail that is on its way to you."


@blueprint.route("", methods=["POST"])
@blueprint.reads(GuestRequest)
@blueprint.returns(202, GuestAsked)
@blueprint.refuses_with(409, NotReserved)
@blueprint.refuses(404)
def ask(body: dict[str, Any]) -> dict[str, Any]:
    """Keep a time for 15 minutes and mail a link. The answer is the same for every address."""
    guest_throttle.request(body["email"])
    wish = with_promise(_wish(body))
    until = insistently(lambda: _kept(wish, contact_of(body)))
    return {"message": _ASKED, "hold_expires_at": until}


@blueprint.route("/confirm", methods=["POST"])
@blueprint.reads(GuestConfirmation)
@blueprint.returns(201, GuestBookingOut, tells=("ETag", "Location"))
@blueprint.refuses(409)
def confirm(body: dict[str, Any]) -> Response:
    """Confirm the address with the mailed link, once: the booking waits for its payment or is confirmed."""
    guest_throttle.mailed_link()
    with transaction() as session:
        booking = confirm_guest(session, body["token"], now=database_now(session))
        booking_id, guest_id = booking.id, booking.client_id
    row = queries.shown(booking_id, as_guest(guest_id))
    place = {"Location": f"/v1/guest-bookings/{booking_id}"}
    return respond(row, 201, place, token=guest_links.token_of(booking_id, guest_id))


def as_guest(guest_id: int) -> Principal:
    """Whoever holds a link acts as its guest, on that one booking."""
    return Principal(user_id=guest_id, email="", role=Role.CLIENT, sign_in="", token_id="")


def contact_of(body: dict[str, Any]) -> Contact:
    names = ("email", "first_name", "last_name", "timezone", "locale", "phone")
    return Contact(**{name: body[name] for name in names})


def _kept(wish: RequestBooking, contact: Contact) -> Any:
    schedule = judged(wish)
    with transaction() as session:
        guest = open_guest(session, contact)
        mine = replace(wish, client_id=guest.id)
        booking: Booking = hold_for_guest(session, schedule, mine, now=database_now(session))
        return booking.hold_expires_at


def _wish(body: dict[str, Any]) -> RequestBooking:
    return RequestBooking(
        client_id=0,
        provider_id=body["provider_id"],
        offering_id=body["offering_id"],
        start=body["start_time"],
        end=body["end_time"],
        minutes=body["duration_minutes"],
        seats=body["seats"],
        notes=body["notes"],
        answers=body["answers"],
        timezone=body["timezone"],
        idempotency_key=None,
        fingerprint=b"",
        quote=body["quote"],
    )
