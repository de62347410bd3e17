"""A provider's weekly hours and the dates that differ: anybody reads them, the provider writes them."""

from typing import Any

from app.availability.schemas.hours import HoursIn
from app.availability.schemas.hours_out import AvailabilityOut, ReplacedAvailabilityOut
from app.availability.service import hours
from app.availability.service.hours import Hours
from app.db.session import reading, transaction
from app.http import auth, etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.caching import cacheable, conditional, personal
from app.ports import ports

blueprint = ApiBlueprint("availability", __name__, url_prefix="/v1/providers", description="When")

PATH = "/<id:provider_id>/availability"


@blueprint.route(PATH)
@cacheable(blueprint)
@blueprint.returns(200, AvailabilityOut)
@blueprint.refuses(404)
def read(provider_id: int) -> Any:
    """Get a provider's hours, in their own time zone."""
    with reading() as session:
        found = hours.show_hours(session, provider_id, viewer=auth.viewer())
    if found.own:
        personal()
    return found, {"ETag": found.tag}


@blueprint.route(PATH, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(HoursIn)
@blueprint.returns(200, ReplacedAvailabilityOut)
@blueprint.refuses(400, 404, 413)
def replace(principal: Principal, written: Hours, provider_id: int) -> Any:
    """Replace all your hours. Bookings made stand: `conflicts` names those outside of the new hours."""
    me, expected, now = principal.user_id, etag.expected_version(), ports().clock.now()
    with transaction(actor_id=me) as session:
        found = hours.replace_hours(session, provider_id, written, user_id=me, expected=expected, now=now)
        session.expunge_all()
    return found, {"ETag": found.tag}
