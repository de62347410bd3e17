"""Trips and public holidays: their provider's business; clients see the slots."""

from collections.abc import Sequence
from typing import Any

from app.availability.routes.hours import blueprint
from app.availability.rules import Trip
from app.availability.schemas.holidays import HolidaysIn, HolidaysOut
from app.availability.schemas.trips import TripsIn, TripsOut
from app.availability.service import holidays, trips
from app.availability.service.holidays import Choice
from app.db.session import reading, transaction
from app.http import etag
from app.http.auth import Principal
from app.http.caching import conditional
from app.ports import ports

TRIPS = "/<id:provider_id>/trips"
HOLIDAYS = "/<id:provider_id>/holidays"


@blueprint.route(TRIPS)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, TripsOut, tells=("ETag",))
@blueprint.refuses(404)
def read_trips(principal: Principal, provider_id: int) -> Any:
    """Get your trips, the earliest first."""
    with reading() as session:
        found = trips.show_trips(session, provider_id, user_id=principal.user_id)
    return found, {"ETag": etag.tag(found.version)}


@blueprint.route(TRIPS, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(TripsIn)
@blueprint.returns(200, TripsOut)
@blueprint.refuses(400, 404, 413)
def replace_trips(principal: Principal, written: dict[str, Sequence[Trip]], provider_id: int) -> Any:
    """Replace all your trips: on their dates your hours are read on the clock of another zone."""
    me, expected, now = principal.user_id, etag.expected_version(), ports().clock.now()
    with transaction(actor_id=me) as session:
        found = trips.replace_trips(
            session, provider_id, written["trips"], user_id=me, expected=expected, now=now
        )
        session.expunge_all()
    return found, {"ETag": etag.tag(found.version)}


@blueprint.route(HOLIDAYS)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, HolidaysOut, tells=("ETag",))
@blueprint.refuses(404)
def read_holidays(principal: Principal, provider_id: int) -> Any:
    """Get the public holidays on which you are closed, and those on which you work all the same."""
    with reading() as session:
        found = holidays.show_holidays(
            session, provider_id, user_id=principal.user_id, now=ports().clock.now()
        )
    return found, {"ETag": etag.tag(found.version)}


@blueprint.route(HOLIDAYS, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(HolidaysIn)
@blueprint.returns(200, HolidaysOut)
@blueprint.refuses(400, 404, 413)
def choose_holidays(principal: Principal, choice: Choice, provider_id: int) -> Any:
    """Close on the public holidays of a country, or of none. `worked` are kept open."""
    me, expected, now = principal.user_id, etag.expected_version(), ports().clock.now()
    with transaction(actor_id=me) as session:
        found = holidays.choose_holidays(session, provider_id, choice, user_id=me, expected=expected, now=now)
    return found, {"ETag": etag.tag(found.version)}
