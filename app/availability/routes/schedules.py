"""Schedules: hours of their own for some offerings. Their provider's business; clients see the slots."""

from typing import Any

from app.availability.routes.hours import blueprint
from app.availability.schemas.hours import NamedHoursIn
from app.availability.schemas.hours_out import ScheduleOut, SchedulesOut
from app.availability.service import schedules
from app.availability.service.schedules import NamedHours, Shown
from app.db.session import reading, transaction
from app.http import etag
from app.http.auth import Principal
from app.http.caching import conditional
from app.ports import ports

MANY = "/<id:provider_id>/schedules"
ONE = "/<id:provider_id>/schedules/<id:schedule_id>"


@blueprint.route(MANY)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, SchedulesOut)
@blueprint.refuses(404)
def list_schedules(principal: Principal, provider_id: int) -> Any:
    """List your schedules beside the standard hours."""
    with reading() as session:
        found = schedules.list_schedules(session, provider_id, user_id=principal.user_id)
    return {"schedules": found}


@blueprint.route(MANY, methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NamedHoursIn)
@blueprint.returns(201, ScheduleOut, tells=("ETag", "Location"))
@blueprint.refuses(400, 404, 409, 413)
def add_schedule(principal: Principal, written: NamedHours, provider_id: int) -> Any:
    """Add a schedule. Offerings follow it once their `scheduleId` says so."""
    with transaction(actor_id=principal.user_id) as session:
        added = schedules.add_schedule(session, provider_id, written, user_id=principal.user_id)
        session.expunge_all()
    return added, {"Location": f"/v1/providers/{provider_id}/schedules/{added.id}", **_headers(added)}


@blueprint.route(ONE)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, ScheduleOut, tells=("ETag",))
@blueprint.refuses(404)
def read_schedule(principal: Principal, provider_id: int, schedule_id: int) -> Any:
    """Get one schedule."""
    with reading() as session:
        found = schedules.show_schedule(session, provider_id, schedule_id, user_id=principal.user_id)
    return found, _headers(found)


@blueprint.route(ONE, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(NamedHoursIn)
@blueprint.returns(200, ScheduleOut)
@blueprint.refuses(400, 404, 413)
def replace_schedule(principal: Principal, written: NamedHours, provider_id: int, schedule_id: int) -> Any:
    """Replace a schedule. Bookings made stand: `conflicts` names those outside of the new hours."""
    me, expected, now = principal.user_id, etag.expected_version(), ports().clock.now()
    with transaction(actor_id=me) as session:
        found = schedules.replace_schedule(
            session, provider_id, schedule_id, written, user_id=me, expected=expected, now=now
        )
        session.expunge_all()
    return found, _headers(found)


@blueprint.route(ONE, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(204)
@blueprint.refuses(404, 409)
def drop_schedule(principal: Principal, provider_id: int, schedule_id: int) -> None:
    """Drop a schedule that no offering follows."""
    with transaction(actor_id=principal.user_id) as session:
        schedules.drop_schedule(session, provider_id, schedule_id, user_id=principal.user_id)


def _headers(shown: Shown) -> dict[str, str]:
    return {"ETag": etag.tag(shown.version)}
