"""A provider's pace: their own business, so only they see it."""

from typing import Any

from app.availability.routes.hours import blueprint
from app.availability.schemas.pace import PaceIn, PaceOut
from app.availability.service import pace
from app.availability.service.pace import Pace
from app.db.session import reading, transaction
from app.http import etag
from app.http.auth import Principal
from app.http.caching import conditional

PATH = "/<id:provider_id>/pace"


@blueprint.route(PATH)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, PaceOut, tells=("ETag",))
@blueprint.refuses(404)
def read_pace(principal: Principal, provider_id: int) -> Any:
    """Get your rest between bookings, and how much you take on."""
    with reading() as session:
        found = pace.show_pace(session, provider_id, user_id=principal.user_id)
    return found, {"ETag": etag.tag(found.version)}


@blueprint.route(PATH, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(PaceIn)
@blueprint.returns(200, PaceOut)
@blueprint.refuses(400, 404, 413)
def replace_pace(principal: Principal, wanted: Pace, provider_id: int) -> Any:
    """Set your rest between bookings, and how much you take on. Bookings made stand."""
    me, expected = principal.user_id, etag.expected_version()
    with transaction(actor_id=me) as session:
        found = pace.set_pace(session, provider_id, wanted, user_id=me, expected=expected)
    return found, {"ETag": etag.tag(found.version)}
