"""Several services in one booking: when, and booking them."""

from typing import Any

from flask import Response

from app.availability.offer import offer_of
from app.availability.slots.service import Window, check
from app.bookings import queries
from app.bookings.combined.booking import book_together, judged_together
from app.bookings.combined.combining import combined
from app.bookings.combined.reading import AROUND, parts_of
from app.bookings.combined.schemas import CombinedQuery, CombinedRequest, CombinedSlots
from app.bookings.events import RequestBooking
from app.bookings.present import location, respond
from app.bookings.schemas import BookingOut, NotReserved
from app.db.locks import insistently
from app.db.session import database_now, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.idempotency import idempotent
from app.kernel import zones
from app.kernel.intervals import Interval

bookings = ApiBlueprint("combined", __name__, url_prefix="/v1/bookings", description="Services together")
slots = ApiBlueprint("combined slots", __name__, url_prefix="/v1/providers", description="Services together")
BLUEPRINTS = (bookings, slots)


@bookings.route("/combined", methods=["POST"])
@bookings.signed_in()
@bookings.reads(CombinedRequest)
@idempotent
@bookings.returns(201, BookingOut, tells=("ETag", "Location"))
@bookings.refuses_with(409, NotReserved)
@bookings.refuses(404)
def book(principal: Principal, body: dict[str, Any]) -> Response:
    """Book several services back to back, as one booking with one time and one price."""
    booking_id = insistently(lambda: _booked(principal, body))
    return respond(queries.shown(booking_id, principal), 201, {"Location": location(booking_id)})


@slots.route("/<id:provider_id>/combined-slots", methods=["GET"])
@slots.queries(CombinedQuery)
@slots.returns(200, CombinedSlots)
@slots.refuses(400, 404)
def free(query: dict[str, Any], provider_id: int) -> dict[str, Any]:
    """Starts from which all of them fit, one after the other; at most 31 days at once."""
    window = Window(since=query["start_from"], until=query["start_to"], zone=None)
    check(window)
    offering_ids = [int(number) for number in query["offering_ids"].split(",")]
    schedule = combined(parts_of(provider_id, offering_ids, since=window.since, until=window.until))
    offer = offer_of(schedule, since=window.since - AROUND, until=window.until + AROUND)
    asked = Interval(zones.instant_from(window.since), zones.instant_from(window.until))
    starts = [zones.moment_of(start) for start in offer.starts(asked)]
    return {
        "duration_minutes": schedule.terms.duration,
        "price": schedule.price.major,
        "pay_now": schedule.pay_now.major,
        "currency": schedule.price.currency,
        "slots": [{"start_time": start, "end_time": start + schedule.duration} for start in starts],
    }


def _booked(principal: Principal, body: dict[str, Any]) -> int:
    start = body["start_time"]
    parts = parts_of(body["provider_id"], body["offering_ids"], since=start, until=start)
    judged_together(parts, start)
    with transaction(actor_id=principal.user_id) as session:
        now = database_now(session)
        return book_together(session, parts, _wish(principal, body), now=now).id


def _wish(principal: Principal, body: dict[str, Any]) -> RequestBooking:
    return RequestBooking(
        client_id=principal.user_id,
        provider_id=body["provider_id"],
        offering_id=body["offering_ids"][0],
        start=body["start_time"],
        end=None,
        notes=body["notes"],
        timezone=body["timezone"],
        idempotency_key=None,
        fingerprint=b"",
    )
