"""Rooms and devices of a provider, and which of them an offering needs: their provider's business alone."""

from typing import Any

from app.db.session import reading, transaction
from app.http import etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.caching import conditional
from app.http.paging import Page
from app.ports import ports
from app.providers.schemas.resources import (
    Needs,
    NeedsOut,
    NewResource,
    ResourceChange,
    ResourceOut,
    ResourceQuery,
)
from app.providers.service import needs, resources

blueprint = ApiBlueprint(
    "resources", __name__, url_prefix="/v1/providers", description="Rooms and devices that bookings take"
)

MANY = "/<id:provider_id>/resources"
ONE = "/<id:provider_id>/resources/<id:resource_id>"
NEEDS = "/<id:provider_id>/offerings/<id:offering_id>/needs"


@blueprint.route(MANY)
@blueprint.signed_in("PROVIDER")
@blueprint.queries(ResourceQuery)
@blueprint.lists(ResourceOut)
@blueprint.refuses(400, 404)
def list_all(principal: Principal, query: dict[str, Any], provider_id: int) -> Page:
    """List your rooms and devices."""
    with reading() as session:
        return resources.list_resources(session, provider_id, query["paging"], user_id=principal.user_id)


@blueprint.route(MANY, methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NewResource)
@blueprint.returns(201, ResourceOut)
@blueprint.refuses(400, 404, 409, 413)
def create(principal: Principal, body: dict[str, Any], provider_id: int) -> Any:
    """Add a room or a device."""
    with transaction(actor_id=principal.user_id) as session:
        added = resources.add_resource(session, provider_id, body, user_id=principal.user_id)
        session.expunge(added)
    return added, {"Location": f"/v1/providers/{provider_id}/resources/{added.id}"}


@blueprint.route(ONE, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(ResourceChange)
@blueprint.returns(200, ResourceOut)
@blueprint.refuses(400, 404, 413)
def update(principal: Principal, body: dict[str, Any], provider_id: int, resource_id: int) -> Any:
    """Give a room or a device another name or kind."""
    me = principal.user_id
    with transaction(actor_id=me) as session:
        changed = resources.change_resource(session, provider_id, resource_id, body, user_id=me)
        session.expunge(changed)
    return changed


@blueprint.route(ONE, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(204)
@blueprint.refuses(404, 409)
def delete(principal: Principal, provider_id: int, resource_id: int) -> None:
    """Retire a room or a device that no offering needs. Bookings that have it keep it."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        resources.retire_resource(session, provider_id, resource_id, user_id=me, now=now)


@blueprint.route(NEEDS)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, NeedsOut, tells=("ETag",))
@blueprint.refuses(404)
def show_needs(principal: Principal, provider_id: int, offering_id: int) -> Any:
    """What a booking of this offering takes besides your time."""
    with reading() as session:
        found = needs.show_needs(session, provider_id, offering_id, user_id=principal.user_id)
    return found, {"ETag": etag.tag(found.version)}


@blueprint.route(NEEDS, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(Needs)
@blueprint.returns(200, NeedsOut, tells=("ETag",))
@blueprint.refuses(400, 404, 413)
def replace_needs(principal: Principal, body: dict[str, Any], provider_id: int, offering_id: int) -> Any:
    """Say anew what a booking takes. At each need the first that are free are taken, in your order."""
    me, expected, wanted = principal.user_id, etag.expected_version(), needs.needs_of(body)
    with transaction(actor_id=me) as session:
        found = needs.replace_needs(session, provider_id, offering_id, wanted, user_id=me, expected=expected)
    return found, {"ETag": etag.tag(found.version)}
