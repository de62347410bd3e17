"""Billing details of providers and of clients."""

from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.invoices import service
from app.invoices.schemas.billing import BuyerBillingIn, BuyerBillingOut, SellerBillingIn, SellerBillingOut

blueprint = ApiBlueprint("billing", __name__, url_prefix="/v1", description="What stands on invoices.")


@blueprint.route("/providers/<id:provider_id>/billing")
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, SellerBillingOut)
@blueprint.refuses(404)
def seller(principal: Principal, provider_id: int) -> Any:
    """One's own details as a seller; others' are not found."""
    with reading() as session:
        return service.seller_details(session, provider_id, owner=principal.user_id)


@blueprint.route("/providers/<id:provider_id>/billing", methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(SellerBillingIn)
@blueprint.returns(200, SellerBillingOut)
@blueprint.refuses(404)
def save_seller(principal: Principal, body: dict[str, Any], provider_id: int) -> Any:
    """Replace them. Invoices already issued stay as they are."""
    with transaction(actor_id=principal.user_id) as session:
        return service.save_seller_details(session, provider_id, body, owner=principal.user_id)


@blueprint.route("/users/me/billing")
@blueprint.signed_in()
@blueprint.returns(200, BuyerBillingOut)
def buyer(principal: Principal) -> Any:
    """One's own details as a buyer."""
    with reading() as session:
        return service.buyer_details(session, principal.user_id)


@blueprint.route("/users/me/billing", methods=["PUT"])
@blueprint.signed_in()
@blueprint.reads(BuyerBillingIn)
@blueprint.returns(200, BuyerBillingOut)
def save_buyer(principal: Principal, body: dict[str, Any]) -> Any:
    """Replace them. Invoices already issued stay as they are."""
    with transaction(actor_id=principal.user_id) as session:
        return service.save_buyer_details(session, principal.user_id, body)
