"""When a provider is away. Theirs alone: others only find no free time there."""

from typing import Any

from app.availability.schemas.time_off import TimeOffIn, TimeOffOut, TimeOffQuery
from app.availability.service import time_off
from app.availability.service.time_off import Closed, TakeTimeOff
from app.db.session import database_now, reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.ports import ports

blueprint = ApiBlueprint("time-off", __name__, url_prefix="/v1/providers", description="When not")

MANY = "/<id:provider_id>/time-off"
ONE = "/<id:provider_id>/time-off/<id:time_off_id>"


@blueprint.route(MANY)
@blueprint.signed_in("PROVIDER")
@blueprint.queries(TimeOffQuery)
@blueprint.lists(TimeOffOut)
@blueprint.refuses(400, 404)
def list_all(principal: Principal, query: dict[str, Any], provider_id: int) -> Page:
    """List your times off, the latest first, each with the bookings that stand in it."""
    with reading() as session:
        return time_off.list_time_off(session, provider_id, query["paging"], user_id=principal.user_id)


@blueprint.route(MANY, methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(TimeOffIn)
@blueprint.returns(201, TimeOffOut)
@blueprint.refuses(400, 404, 413)
def create(principal: Principal, command: TakeTimeOff, provider_id: int) -> Any:
    """Close a stretch of time. Bookings in it stand and are listed, for you to decide."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        closed = time_off.take_time_off(session, provider_id, command, user_id=me, now=now)
    return closed, {"Location": f"/v1/providers/{provider_id}/time-off/{closed.id}"}


@blueprint.route(ONE)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, TimeOffOut)
@blueprint.refuses(404)
def read(principal: Principal, provider_id: int, time_off_id: int) -> Closed:
    """Get one time off, with the bookings that stand in it."""
    with reading() as session:
        return time_off.show_time_off(session, provider_id, time_off_id, user_id=principal.user_id)


@blueprint.route(ONE, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(204)
@blueprint.refuses(404)
def delete(principal: Principal, provider_id: int, time_off_id: int) -> None:
    """Open the time again."""
    with transaction(actor_id=principal.user_id) as session:
        now = database_now(session)
        time_off.end_time_off(session, provider_id, time_off_id, user_id=principal.user_id, now=now)
