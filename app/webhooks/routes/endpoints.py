"""Where a provider's programs listen."""

from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.ports import ports
from app.webhooks import service
from app.webhooks.schemas import DeliveryDetail, EndpointChange, EndpointOut, EndpointWithSecret, NewEndpoint

blueprint = ApiBlueprint(
    "webhook_endpoints",
    __name__,
    url_prefix="/v1/webhook-endpoints",
    description="Programs that are told of your bookings, in the form of Standard Webhooks.",
)
ONE = "/<id:endpoint_id>"


@blueprint.route("", methods=["GET"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, EndpointOut(many=True))
def mine(principal: Principal) -> Any:
    """Your endpoints; ten at most."""
    with reading() as session:
        return service.endpoints(session, principal.user_id)


@blueprint.route("", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NewEndpoint)
@blueprint.returns(201, EndpointWithSecret)
@blueprint.refuses(409)
def add(principal: Principal, command: service.AddEndpoint) -> Any:
    """Add an endpoint. Its secret is in this answer and nowhere else."""
    with transaction(actor_id=principal.user_id) as session:
        added = service.add_endpoint(session, principal.user_id, command)
        session.expunge_all()
    return added, {"Location": f"/v1/webhook-endpoints/{added.endpoint.id}"}


@blueprint.route(ONE, methods=["GET"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, EndpointOut)
@blueprint.refuses(404)
def show(principal: Principal, endpoint_id: int) -> Any:
    """One of your endpoints, and since when it takes nothing."""
    with reading() as session:
        return service.endpoint(session, principal.user_id, endpoint_id)


@blueprint.route(ONE, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(EndpointChange)
@blueprint.returns(200, EndpointOut)
@blueprint.refuses(404)
def change(principal: Principal, body: dict[str, Any], endpoint_id: int) -> Any:
    """Change its address, description or events; what the body does not name stays."""
    with transaction(actor_id=principal.user_id) as session:
        changed = service.change_endpoint(session, principal.user_id, endpoint_id, body)
        session.expunge_all()
    return changed


@blueprint.route(ONE, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(204)
@blueprint.refuses(404)
def remove(principal: Principal, endpoint_id: int) -> None:
    """Remove it, with its log."""
    with transaction(actor_id=principal.user_id) as session:
        service.remove_endpoint(session, principal.user_id, endpoint_id)


@blueprint.route(f"{ONE}/secret", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, EndpointWithSecret)
@blueprint.refuses(404)
def rotate(principal: Principal, endpoint_id: int) -> Any:
    """A new secret. For a day messages bear the signatures of both."""
    with transaction(actor_id=principal.user_id) as session:
        shown = service.rotate_secret(session, principal.user_id, endpoint_id, now=ports().clock.now())
        session.expunge_all()
    return shown


@blueprint.route(f"{ONE}/pause", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, EndpointOut)
@blueprint.refuses(404)
def pause(principal: Principal, endpoint_id: int) -> Any:
    """Tell it nothing for now. What happens meanwhile is kept for thirty days."""
    with transaction(actor_id=principal.user_id) as session:
        paused = service.pause(session, principal.user_id, endpoint_id)
        session.expunge_all()
    return paused


@blueprint.route(f"{ONE}/resume", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, EndpointOut)
@blueprint.refuses(404)
def resume(principal: Principal, endpoint_id: int) -> Any:
    """Tell it again, first what was kept."""
    with transaction(actor_id=principal.user_id) as session:
        resumed = service.resume(session, principal.user_id, endpoint_id)
        session.expunge_all()
    return resumed


@blueprint.route(f"{ONE}/test", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(202, DeliveryDetail)
@blueprint.refuses(404)
def test(principal: Principal, endpoint_id: int) -> Any:
    """Send it `endpoint.test`. What came of it stands in the log some moments later."""
    with transaction(actor_id=principal.user_id) as session:
        sent = service.send_test(session, principal.user_id, endpoint_id, now=ports().clock.now())
        session.expunge_all()
    return sent
