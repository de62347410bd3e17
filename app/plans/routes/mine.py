"""/v1/users/me/plan: a provider's own plan."""

from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.tokens import Principal
from app.kernel.money import Money
from app.plans import asking, service
from app.plans.schemas import Change, Choice, MyPlanOut, PreviewOut, Visit
from app.plans.service import PlanView, Running
from app.ports import ports

blueprint = ApiBlueprint(
    "my-plan", __name__, url_prefix="/v1/users/me/plan", description="The plan that a provider has."
)


@blueprint.route("")
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, MyPlanOut)
@blueprint.refuses(404)
def show(principal: Principal) -> PlanView:
    """How one's plan stands."""
    with transaction(actor_id=principal.user_id) as session:
        return service.standing(session, user_id=principal.user_id, now=ports().clock.now())


@blueprint.route("", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(Choice)
@blueprint.returns(200, MyPlanOut)
@blueprint.refuses(404, 409, 503)
def choose(principal: Principal, body: dict[str, Any]) -> PlanView:
    """Choose a plan: `url` leads to the company's checkout. A trial begins there as well."""
    with asking.away():
        back = ports().site.link(body["return_path"])
        return asking.subscribe(principal.user_id, body["plan_code"], back=back)


@blueprint.route("", methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(Change)
@blueprint.returns(200, MyPlanOut)
@blueprint.refuses(404, 409, 503)
def change(principal: Principal, body: dict[str, Any]) -> PlanView:
    """Change to another plan at once; the rest of the time is settled in proportion."""
    mine = _running(principal)
    with asking.away():
        price, _ = asking.price_of(body["plan_code"])
        key = f"plan:{mine.provider_id}:{mine.version}:{price}"
        return asking.told(service.company().change(mine.reference, price, key=key))


@blueprint.route("/preview", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(Change)
@blueprint.returns(200, PreviewOut)
@blueprint.refuses(404, 409, 503)
def preview(principal: Principal, body: dict[str, Any]) -> dict[str, Any]:
    """What changing to another plan would cost now."""
    mine = _running(principal)
    with asking.away():
        price, _ = asking.price_of(body["plan_code"])
        due = service.company().preview(mine.reference, price)
    with reading() as session:
        currency = service.terms_of(session, body["plan_code"])[1].currency
    return {"due_now": Money(due, currency).major, "currency": currency}


@blueprint.route("", methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, MyPlanOut)
@blueprint.refuses(404, 409, 503)
def cancel(principal: Principal) -> PlanView:
    """Let one's plan end with the time that is paid for."""
    return _renewed(principal, going_on=False)


@blueprint.route("/resume", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, MyPlanOut)
@blueprint.refuses(404, 409, 503)
def resume(principal: Principal) -> PlanView:
    """Go on after all, before the time is over."""
    return _renewed(principal, going_on=True)


@blueprint.route("/portal", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(Visit)
@blueprint.returns(200, MyPlanOut)
@blueprint.refuses(404, 409, 503)
def portal(principal: Principal, body: dict[str, Any]) -> PlanView:
    """Where one sees one's bills and changes one's card, at the company: `url` is good for one visit."""
    mine = _running(principal)
    with asking.away():
        url = service.company().portal(mine.customer, return_url=ports().site.link(body["return_path"]))
    with reading() as session:
        return service.view(session, mine.provider_id, url=url)


def _renewed(principal: Principal, *, going_on: bool) -> PlanView:
    mine = _running(principal)
    with asking.away():
        key = f"plan:{mine.provider_id}:{mine.version}:{'on' if going_on else 'off'}"
        return asking.told(service.company().renew(mine.reference, going_on=going_on, key=key))


def _running(principal: Principal) -> Running:
    """Raises PlansNotOffered, NoPlan, NotFound."""
    service.company()
    with reading() as session:
        return service.running(session, user_id=principal.user_id)
