"""Cancelling, by either side: with a word about why, or without."""

from typing import Any

from flask import Response

from app.accounts.models import Role
from app.bookings import queries
from app.bookings.events import CancelBooking
from app.bookings.present import respond
from app.bookings.routes.bookings import IF_MATCH, blueprint
from app.bookings.schemas import BookingOut, Cancellation
from app.bookings.service.cancel import cancel_booking
from app.db.session import transaction
from app.http import etag
from app.http.auth import Principal
from app.ports import ports


@blueprint.route("/<id:booking_id>", methods=["DELETE"])
@blueprint.headers(IF_MATCH)
@blueprint.signed_in()
@blueprint.returns(204)
@blueprint.refuses(400, 404, 409, 412)
def cancel(principal: Principal, booking_id: int) -> None:
    """Cancel. What was paid goes back by the policy seen at booking; a payment in flight is stopped first."""
    _cancel(principal, booking_id, None)


@blueprint.route("/<id:booking_id>/cancel", methods=["POST"])
@blueprint.headers(IF_MATCH)
@blueprint.signed_in()
@blueprint.reads(Cancellation, required=False)
@blueprint.returns(200, BookingOut)
@blueprint.refuses(400, 404, 409, 412, 413)
def cancel_because(principal: Principal, body: dict[str, Any], booking_id: int) -> Response:
    """Cancel, and say why: the other side reads it."""
    _cancel(principal, booking_id, body["reason"])
    return respond(queries.shown(booking_id, principal), 200)


def _cancel(principal: Principal, booking_id: int, explanation: str | None) -> None:
    command = CancelBooking(
        booking_id=booking_id,
        actor_id=principal.user_id,
        version=etag.expected_version(),
        explanation=explanation,
    )
    with transaction(actor_id=principal.user_id) as session:
        cancel_booking(session, command, now=ports().clock.now(), admin=principal.role == Role.ADMIN)
