"""Buying packages, seeing what is left of them, and giving the money back."""

from typing import Any

from app.accounts.models import Role
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.idempotency import idempotent
from app.http.paging import Page
from app.ports import ports
from app.promotions.schemas.packages import PackageQuery, PurchaseOut, WholeRefund
from app.promotions.service import credits as owned
from app.promotions.service.credits import PurchaseView
from app.promotions.service.purchases import buy_package, refund_purchase

blueprint = ApiBlueprint(
    "package-purchases", __name__, url_prefix="/v1", description="Packages that were bought"
)


@blueprint.route("/packages/<id:package_id>/purchases", methods=["POST"])
@blueprint.signed_in()
@idempotent
@blueprint.returns(201, PurchaseOut)
@blueprint.refuses(404, 409)
def buy(principal: Principal, package_id: int) -> Any:
    """Buy a package. It is paid at `paymentUrl`; then its credits can be spent."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        bought = buy_package(session, package_id, client_id=me, now=now)
        view = owned.views(session, [bought], now=now)[0]
    return view, {"Location": f"/v1/package-purchases/{view.id}"}


@blueprint.route("/users/me/packages")
@blueprint.signed_in()
@blueprint.queries(PackageQuery)
@blueprint.lists(PurchaseOut)
@blueprint.refuses(400)
def mine(principal: Principal, query: dict[str, Any]) -> Page:
    """List the packages that you have bought and what is left of them, the newest first."""
    now = ports().clock.now()
    with reading() as session:
        return owned.my_packages(session, query["paging"], user_id=principal.user_id, now=now)


@blueprint.route("/package-purchases/<id:purchase_id>")
@blueprint.signed_in()
@blueprint.returns(200, PurchaseOut)
@blueprint.refuses(404)
def show(principal: Principal, purchase_id: int) -> PurchaseView:
    """Get a purchase, as the one who bought it or the one who sold it."""
    me, now = principal.user_id, ports().clock.now()
    with reading() as session:
        return owned.show_purchase(session, purchase_id, user_id=me, now=now)


@blueprint.route("/package-purchases/<id:purchase_id>/refund", methods=["POST"])
@blueprint.signed_in(Role.PROVIDER, Role.ADMIN)
@blueprint.reads(WholeRefund)
@idempotent
@blueprint.returns(202, PurchaseOut)
@blueprint.refuses(400, 404, 409, 413)
def refund(principal: Principal, body: dict[str, Any], purchase_id: int) -> PurchaseView:
    """Give all the money of an unused purchase back; its credits are gone at once."""
    me, now = principal.user_id, ports().clock.now()
    seller = None if principal.role == Role.ADMIN else me
    with transaction(actor_id=me) as session:
        refunded = refund_purchase(session, purchase_id, user_id=seller, reason=body["reason"])
        return owned.views(session, [refunded], now=now)[0]
