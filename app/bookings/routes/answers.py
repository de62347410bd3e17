"""The provider's word: confirm or decline, and afterwards that nobody came."""

from typing import Any

from flask import Response

from app.accounts.models import Role
from app.bookings import queries
from app.bookings.events import AnswerBooking, MarkNoShow
from app.bookings.present import respond
from app.bookings.routes.bookings import IF_MATCH, blueprint
from app.bookings.schemas import BookingOut, Decline
from app.bookings.service.answer import answer_booking
from app.bookings.service.no_show import mark_no_show
from app.bookings.service.time_law import keep_instant
from app.db.session import database_now, transaction
from app.http import etag
from app.http.auth import Principal


@blueprint.route("/<id:booking_id>/confirm", methods=["POST"])
@blueprint.headers(IF_MATCH)
@blueprint.signed_in(Role.PROVIDER, Role.ADMIN)
@blueprint.returns(200, BookingOut)
@blueprint.refuses(400, 404, 409, 412)
def confirm(principal: Principal, booking_id: int) -> Response:
    """Confirm a booking that waits for its provider."""
    return _answer(principal, booking_id, accepted=True)


@blueprint.route("/<id:booking_id>/decline", methods=["POST"])
@blueprint.headers(IF_MATCH)
@blueprint.signed_in(Role.PROVIDER, Role.ADMIN)
@blueprint.reads(Decline, required=False)
@blueprint.returns(200, BookingOut)
@blueprint.refuses(400, 404, 409, 412, 413)
def decline(principal: Principal, body: dict[str, Any], booking_id: int) -> Response:
    """Decline a booking that waits for its provider. A payment is let go first."""
    return _answer(principal, booking_id, accepted=False, reason=body["reason"])


@blueprint.route("/<id:booking_id>/no-show", methods=["POST"])
@blueprint.headers(IF_MATCH)
@blueprint.signed_in(Role.PROVIDER)
@blueprint.returns(200, BookingOut)
@blueprint.refuses(400, 404, 409, 412)
def no_show(principal: Principal, booking_id: int) -> Response:
    """The client did not come: within seven days after the end. The policy decides what is kept."""
    command = MarkNoShow(booking_id=booking_id, actor_id=principal.user_id, version=etag.expected_version())
    with transaction(actor_id=principal.user_id) as session:
        mark_no_show(session, command, now=database_now(session))
    return respond(queries.shown(booking_id, principal), 200)


@blueprint.route("/<id:booking_id>/keep-time", methods=["POST"])
@blueprint.headers(IF_MATCH)
@blueprint.signed_in(Role.PROVIDER)
@blueprint.returns(200, BookingOut)
@blueprint.refuses(400, 404, 409, 412)
def keep_time(principal: Principal, booking_id: int) -> Response:
    """The law of the clocks changed and this booking cannot keep its wall time: leave it where it is."""
    version = etag.expected_version()
    with transaction(actor_id=principal.user_id) as session:
        keep_instant(session, booking_id, actor_id=principal.user_id, version=version)
    return respond(queries.shown(booking_id, principal), 200)


def _answer(principal: Principal, booking_id: int, *, accepted: bool, reason: str | None = None) -> Response:
    command = AnswerBooking(
        booking_id=booking_id,
        actor_id=principal.user_id,
        version=etag.expected_version(),
        accepted=accepted,
        reason=reason,
    )
    with transaction(actor_id=principal.user_id) as session:
        answer_booking(session, command, admin=principal.role == Role.ADMIN)
    return respond(queries.shown(booking_id, principal), 200)
