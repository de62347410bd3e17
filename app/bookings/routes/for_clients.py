"""POST /v1/providers/{id}/bookings: a provider books for a client."""

from dataclasses import replace
from typing import Any

from flask import Response

from app.accounts.events import Contact
from app.accounts.models import Role
from app.bookings import queries
from app.bookings.events import RequestBooking
from app.bookings.present import location, respond
from app.bookings.routes import guest_throttle
from app.bookings.routes.guests import contact_of
from app.bookings.schemas import BookingOut, NotReserved
from app.bookings.schemas.guests import BookingForClient
from app.bookings.service.for_client import book_for_client, book_for_contact
from app.bookings.service.request import judged_by_owner
from app.db.locks import insistently
from app.db.session import database_now, reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.idempotency import idempotent
from app.kernel.errors import NotFound
from app.providers import queries as providers

blueprint = ApiBlueprint(
    "bookings for clients", __name__, url_prefix="/v1/providers", description="A provider's own calendar"
)


@blueprint.route("/<id:provider_id>/bookings", methods=["POST"])
@blueprint.signed_in(Role.PROVIDER)
@blueprint.reads(BookingForClient)
@idempotent
@blueprint.returns(201, BookingOut, tells=("ETag", "Location"))
@blueprint.refuses_with(409, NotReserved)
@blueprint.refuses(404)
def book(principal: Principal, body: dict[str, Any], provider_id: int) -> Response:
    """Book for a client. Hours, notice and horizon do not bind their owner: only what is taken does."""
    _own(principal, provider_id)
    contact = contact_of(body["client"]) if body["client"] else None
    if contact is not None:
        guest_throttle.contact(principal.user_id)
    wish = _wish(body, provider_id)
    booking_id = insistently(lambda: _booked(principal, wish, contact))
    return respond(queries.shown(booking_id, principal), 201, {"Location": location(booking_id)})


def _own(principal: Principal, provider_id: int) -> None:
    with reading() as session:
        if providers.owned(session, provider_id, owner=principal.user_id) is None:
            raise NotFound


def _booked(principal: Principal, wish: RequestBooking, contact: Contact | None) -> int:
    schedule, actor = judged_by_owner(wish), principal.user_id
    with transaction(actor_id=actor) as session:
        now = database_now(session)
        if contact is None:
            return book_for_client(session, schedule, wish, actor_id=actor, now=now).id
        theirs = replace(contact, timezone=contact.timezone or schedule.timetable.zone)
        return book_for_contact(session, schedule, wish, theirs, actor_id=actor, now=now).id


def _wish(body: dict[str, Any], provider_id: int) -> RequestBooking:
    return RequestBooking(
        client_id=body["client_id"] or 0,
        provider_id=provider_id,
        offering_id=body["offering_id"],
        start=body["start_time"],
        end=None,
        minutes=body["duration_minutes"],
        seats=body["seats"],
        notes=body["notes"],
        timezone=body["timezone"],
        idempotency_key=None,
        fingerprint=b"",
    )
