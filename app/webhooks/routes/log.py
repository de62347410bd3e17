"""What was told, and telling it again."""

from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.ports import ports
from app.webhooks import service
from app.webhooks.schemas import (
    DeliveryDetail,
    DeliveryOut,
    DeliveryQuery,
    Replayed,
    ReplayRangeIn,
    range_of,
)

blueprint = ApiBlueprint(
    "webhook_deliveries",
    __name__,
    url_prefix="/v1/webhook-endpoints/<id:endpoint_id>",
    description="What your programs were told.",
)
ONE = "/deliveries/<id:delivery_id>"


@blueprint.route("/deliveries", methods=["GET"])
@blueprint.signed_in("PROVIDER")
@blueprint.queries(DeliveryQuery)
@blueprint.lists(DeliveryOut)
@blueprint.refuses(404)
def told(principal: Principal, query: dict[str, Any], endpoint_id: int) -> Page:
    """The log of an endpoint, the newest first. It goes back thirty days."""
    status = query.get("status")
    with reading() as session:
        return service.deliveries(session, principal.user_id, endpoint_id, status, query["paging"])


@blueprint.route(ONE, methods=["GET"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, DeliveryDetail)
@blueprint.refuses(404)
def show(principal: Principal, endpoint_id: int, delivery_id: int) -> Any:
    """One message, with its body and every try."""
    with reading() as session:
        return service.delivery(session, principal.user_id, endpoint_id, delivery_id)


@blueprint.route(f"{ONE}/replay", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(202, DeliveryDetail)
@blueprint.refuses(404, 409)
def replay(principal: Principal, endpoint_id: int, delivery_id: int) -> Any:
    """Tell it again, under the same id."""
    with transaction(actor_id=principal.user_id) as session:
        told_again = service.replay(session, principal.user_id, endpoint_id, delivery_id)
        session.expunge_all()
    return told_again


@blueprint.route("/replay", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(ReplayRangeIn)
@blueprint.returns(202, Replayed)
@blueprint.refuses(404)
def replay_range(principal: Principal, body: dict[str, Any], endpoint_id: int) -> dict[str, int]:
    """Tell a range again, under the same ids: the oldest thousand of it."""
    command = range_of(body, now=ports().clock.now())
    with transaction(actor_id=principal.user_id) as session:
        return {"replayed": service.replay_range(session, principal.user_id, endpoint_id, command)}
