"""/v1/plans: what providers can subscribe to; added and withdrawn by administrators."""

from collections.abc import Sequence
from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.tokens import Principal
from app.plans import service
from app.plans.schemas import PlanOut, PlanRequest
from app.plans.service import NewPlan, SoldPlan

blueprint = ApiBlueprint("plans", __name__, url_prefix="/v1/plans", description="Plans for providers.")


@blueprint.route("")
@blueprint.returns(200, PlanOut(many=True))
def index() -> Sequence[SoldPlan]:
    """List the plans that providers can choose, the cheapest first."""
    with reading() as session:
        return service.on_sale(session)


@blueprint.route("", methods=["POST"])
@blueprint.signed_in("ADMIN")
@blueprint.reads(PlanRequest)
@blueprint.returns(201, PlanOut)
@blueprint.refuses(409)
def add(principal: Principal, body: dict[str, Any]) -> Any:
    """Sell another plan."""
    wanted: NewPlan = body["wanted"]
    with transaction(actor_id=principal.user_id) as session:
        plan = service.add_plan(session, wanted)
    return plan, {"Location": f"/v1/plans/{plan.id}"}


@blueprint.route("/<id:plan_id>")
@blueprint.returns(200, PlanOut)
@blueprint.refuses(404)
def show(plan_id: int) -> SoldPlan:
    """Get a plan, also one that is sold no longer."""
    with reading() as session:
        return service.plan_shown(session, plan_id)


@blueprint.route("/<id:plan_id>", methods=["DELETE"])
@blueprint.signed_in("ADMIN")
@blueprint.returns(204)
@blueprint.refuses(404)
def withdraw(principal: Principal, plan_id: int) -> None:
    """Sell a plan no longer. Who has it keeps it."""
    with transaction(actor_id=principal.user_id) as session:
        service.withdraw(session, plan_id)
