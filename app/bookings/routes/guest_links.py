"""Managing one booking by the link that was mailed: see, change, cancel, and take it into an account."""

from typing import Any

from flask import Response, request

from app.accounts.service import invite_guest
from app.bookings import guest_links, queries
from app.bookings.events import CancelBooking, ChangeBooking
from app.bookings.present import respond
from app.bookings.routes import guest_throttle
from app.bookings.routes.bookings import IF_MATCH
from app.bookings.routes.guests import as_guest, blueprint
from app.bookings.schemas import BookingChange, BookingOut, Cancellation, NotReserved
from app.bookings.schemas.guests import AccountAsked
from app.bookings.service.cancel import cancel_booking
from app.bookings.service.change import change_booking
from app.bookings.service.guests import claim_booking
from app.db.session import database_now, transaction
from app.http import etag
from app.http.auth import Principal
from app.kernel.errors import NotFound

TOKEN = {
    "in": "header",
    "name": "Booking-Token",
    "required": True,
    "schema": {"type": "string", "maxLength": 128},
    "description": "What stands behind `#token=` of the mailed link.",
}
_ASKED = "A mail with a link is on its way: choose a password there, and your bookings are in your account."


@blueprint.route("/<id:booking_id>", methods=["GET"])
@blueprint.headers(TOKEN)
@blueprint.returns(200, BookingOut, tells=("ETag",))
@blueprint.refuses(404)
def show(booking_id: int) -> Response:
    """The booking, with the link to pay while it can be paid."""
    return respond(queries.shown(booking_id, as_guest(_guest(booking_id))), 200)


@blueprint.route("/<id:booking_id>", methods=["PUT"])
@blueprint.headers(TOKEN, IF_MATCH)
@blueprint.reads(BookingChange)
@blueprint.returns(200, BookingOut)
@blueprint.refuses_with(409, NotReserved)
@blueprint.refuses(403, 404, 412)
def change(body: dict[str, Any], booking_id: int) -> Response:
    """Change the notes, or move it to another start."""
    guest_id = _guest(booking_id)
    command = ChangeBooking(
        booking_id=booking_id,
        actor_id=guest_id,
        version=etag.expected_version(),
        start=body.get("start_time"),
        end=body.get("end_time"),
        notes=body.get("notes"),
        video_call_link=body.get("video_call_link"),
    )
    with transaction(actor_id=guest_id) as session:
        change_booking(session, command, now=database_now(session))
    return respond(queries.shown(booking_id, as_guest(guest_id)), 200)


@blueprint.route("/<id:booking_id>/cancel", methods=["POST"])
@blueprint.headers(TOKEN, IF_MATCH)
@blueprint.reads(Cancellation, required=False)
@blueprint.returns(200, BookingOut)
@blueprint.refuses(404, 409, 412)
def cancel(body: dict[str, Any], booking_id: int) -> Response:
    """Cancel. What was paid goes back by the policy seen at booking."""
    guest_id = _guest(booking_id)
    command = CancelBooking(
        booking_id=booking_id,
        actor_id=guest_id,
        version=etag.expected_version(),
        explanation=body["reason"],
    )
    with transaction(actor_id=guest_id) as session:
        cancel_booking(session, command, now=database_now(session))
    return respond(queries.shown(booking_id, as_guest(guest_id)), 200)


@blueprint.route("/<id:booking_id>/account", methods=["POST"])
@blueprint.headers(TOKEN)
@blueprint.returns(202, AccountAsked)
@blueprint.refuses(404)
def open_account(booking_id: int) -> dict[str, str]:
    """Have a link mailed by which the guest chooses a password. If there is an account, the mail says so."""
    guest_throttle.mailed_link()
    with transaction() as session:
        invite_guest(session, _guest(booking_id))
    return {"message": _ASKED}


@blueprint.route("/<id:booking_id>/claim", methods=["POST"])
@blueprint.headers(TOKEN)
@blueprint.signed_in()
@blueprint.returns(200, BookingOut, tells=("ETag",))
@blueprint.refuses(404, 409)
def claim(principal: Principal, booking_id: int) -> Response:
    """Take the booking over into one's account."""
    guest_id = _guest(booking_id)
    with transaction(actor_id=principal.user_id) as session:
        now = database_now(session)
        claim_booking(session, booking_id, guest_id=guest_id, account_id=principal.user_id, now=now)
    return respond(queries.shown(booking_id, principal), 200)


def _guest(booking_id: int) -> int:
    """Whom the link speaks for. Raises NotFound: it is forged, of another booking, or was taken over."""
    guest_throttle.mailed_link()
    guest_id = guest_links.guest_of(request.headers.get("Booking-Token", ""), booking_id)
    if guest_id is None:
        raise NotFound
    queries.shown(booking_id, as_guest(guest_id))
    return guest_id
