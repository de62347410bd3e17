"""Make, see, list, change and cancel bookings."""

import re
from typing import Any

from flask import Response, request

from app.bookings import queries, waiting
from app.bookings.events import ChangeBooking, RequestBooking
from app.bookings.present import respond, respond_page
from app.bookings.schemas import BookingChange, BookingFilter, BookingOut, BookingRequest, NotReserved
from app.bookings.service.change import change_booking
from app.db.locks import insistently
from app.db.session import reading, transaction
from app.http import etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.kernel.errors import InvalidInput
from app.ports import ports
from app.promotions.throttle import one_try

blueprint = ApiBlueprint("bookings", __name__, url_prefix="/v1/bookings", description="Appointments")

_KEY = re.compile(r"[\x21-\x7e]{1,255}\Z")
PREFER = {
    "in": "header",
    "name": "Prefer",
    "schema": {"type": "string"},
    "description": "`wait=N` waits up to N seconds (at most 10) for the outcome, `respond-async` not at all.",
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Makes a retry safe: the same key and body give the same booking.",
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "schema": {"type": "string"},
    "description": "The ETag of the version to be changed; 412 if it is no longer the current one.",
}


@blueprint.route("", methods=["POST"])
@blueprint.headers(PREFER, KEY)
@blueprint.signed_in()
@blueprint.reads(BookingRequest)
@blueprint.returns(
    201, BookingOut, tells=("ETag",), description="Reserved: PENDING until paid or approved, or CONFIRMED."
)
@blueprint.also_returns(
    202,
    BookingOut,
    tells=("ETag", "Location", "Retry-After"),
    description="Accepted; follow Location for the outcome.",
)
@blueprint.refuses_with(409, NotReserved)
@blueprint.refuses(404, 422)
def create(principal: Principal, body: dict[str, Any]) -> Response:
    """Ask for a time. A worker reserves it; exactly one of several rivals gets it."""
    command = _wish(principal, body, _key(principal))
    return waiting.create(principal, command)


@blueprint.route("", methods=["GET"])
@blueprint.signed_in()
@blueprint.queries(BookingFilter)
@blueprint.lists(BookingOut)
@blueprint.refuses(400)
def index(principal: Principal, query: dict[str, Any]) -> Response:
    """My bookings, by start."""
    with reading() as session:
        page = queries.mine(
            session,
            principal,
            query["paging"],
            side=query["role"],
            statuses=query["status"].split(",") if query["status"] else None,
            since=query["start_from"],
            until=query["start_to"],
            latest_first=query["sort"] == "-startTime",
            attention=query["attention"],
        )
    return respond_page(page)


@blueprint.route("/<id:booking_id>", methods=["GET"])
@blueprint.headers(PREFER)
@blueprint.signed_in()
@blueprint.returns(200, BookingOut)
@blueprint.also_returns(304, description="You hold this version.")
@blueprint.refuses(404)
def show(principal: Principal, booking_id: int) -> Response:
    """One booking. With If-None-Match and `Prefer: wait=N` a page follows it without asking often."""
    return waiting.show(principal, booking_id)


@blueprint.route("/<id:booking_id>", methods=["PUT"])
@blueprint.headers(IF_MATCH)
@blueprint.signed_in()
@blueprint.reads(BookingChange)
@blueprint.returns(200, BookingOut)
@blueprint.refuses_with(409, NotReserved)
@blueprint.refuses(404, 412)
def change(principal: Principal, body: dict[str, Any], booking_id: int) -> Response:
    """Change notes or video link, or move the booking to another start."""
    command = ChangeBooking(
        booking_id=booking_id,
        actor_id=principal.user_id,
        version=etag.expected_version(),
        start=body.get("start_time"),
        end=body.get("end_time"),
        notes=body.get("notes"),
        video_call_link=body.get("video_call_link"),
    )

    def change_it() -> None:
        with transaction(actor_id=principal.user_id) as session:
            change_booking(session, command, now=ports().clock.now())

    insistently(change_it)  # two who change places wait for each other
    return respond(queries.shown(booking_id, principal), 200)


def _wish(principal: Principal, body: dict[str, Any], key: str | None) -> RequestBooking:
    if body["promo_code"] is not None:
        one_try()
    return RequestBooking(
        client_id=principal.user_id,
        provider_id=body["provider_id"],
        offering_id=body["offering_id"],
        start=body["start_time"],
        end=body["end_time"],
        minutes=body["duration_minutes"],
        link=body["link"],
        answers=body["answers"],
        notes=body["notes"],
        timezone=body["timezone"],
        idempotency_key=key,
        fingerprint=waiting.fingerprint() if key else b"",
        quote=body["quote"],
        promo_code=body["promo_code"],
        package_purchase_id=body["package_purchase_id"],
        seats=body["seats"],
    )


def _key(principal: Principal) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None and principal.scopes is not None:
        raise InvalidInput.at("Idempotency-Key", "A program names its requests, so that a retry is safe.")
    if key is not None and not _KEY.match(key):
        raise InvalidInput.at("Idempotency-Key", "Send 1 to 255 visible ASCII characters.")
    return key
