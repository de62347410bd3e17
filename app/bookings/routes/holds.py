"""Keeping a time while a form is filled in, and submitting it."""

from typing import Any

from flask import Response

from app.bookings import queries
from app.bookings.events import RequestBooking, SubmitBooking
from app.bookings.present import location, respond
from app.bookings.routes.bookings import IF_MATCH
from app.bookings.routes.bookings import blueprint as bookings
from app.bookings.schemas import BookingOut, HoldRequest, NotReserved, Submission
from app.bookings.service.agreement import with_promise
from app.bookings.service.form import hold_time
from app.bookings.service.request import judged
from app.bookings.service.submit import submit_booking
from app.db.locks import insistently
from app.db.session import database_now, transaction
from app.http import etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.idempotency import idempotent
from app.http.rate_limits import hit
from app.ports.limits import Quota
from app.promotions.throttle import one_try

blueprint = ApiBlueprint(
    "holds", __name__, url_prefix="/v1/holds", description="Times kept while a form is filled in"
)
HOLDS = Quota("holds", 60, 60 * 60)


@blueprint.route("", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(HoldRequest)
@idempotent
@blueprint.returns(201, BookingOut, tells=("ETag", "Location"))
@blueprint.refuses_with(409, NotReserved)
@blueprint.refuses(404)
def keep(principal: Principal, body: dict[str, Any]) -> Response:
    """Keep a time for five minutes, at most three at once. Nobody else can have it meanwhile."""
    hit(HOLDS, f"user:{principal.user_id}")
    wish = with_promise(_wish(principal, body))
    booking_id = insistently(lambda: _kept(wish))
    return respond(queries.shown(booking_id, principal), 201, {"Location": location(booking_id)})


@bookings.route("/<id:booking_id>/submit", methods=["POST"])
@bookings.headers(IF_MATCH)
@bookings.signed_in()
@bookings.reads(Submission, required=False)
@idempotent
@bookings.returns(200, BookingOut)
@bookings.refuses(404, 412)
def submit(principal: Principal, body: dict[str, Any], booking_id: int) -> Response:
    """Book the time that is kept: it waits for its payment or its provider, or is confirmed."""
    if body["promo_code"] is not None:
        one_try()
    command = SubmitBooking(
        booking_id=booking_id, actor_id=principal.user_id, version=etag.expected_version(), **body
    )
    with transaction(actor_id=principal.user_id) as session:
        submit_booking(session, command, now=database_now(session))
    return respond(queries.shown(booking_id, principal), 200)


def _kept(wish: RequestBooking) -> int:
    schedule = judged(wish)
    with transaction(actor_id=wish.client_id) as session:
        return hold_time(session, schedule, wish, now=database_now(session)).id


def _wish(principal: Principal, body: dict[str, Any]) -> RequestBooking:
    return RequestBooking(
        client_id=principal.user_id,
        provider_id=body["provider_id"],
        offering_id=body["offering_id"],
        start=body["start_time"],
        end=body["end_time"],
        minutes=body["duration_minutes"],
        link=body["link"],
        seats=body["seats"],
        notes=None,
        timezone=body["timezone"],
        idempotency_key=None,
        fingerprint=b"",
        quote=body["quote"],
    )
