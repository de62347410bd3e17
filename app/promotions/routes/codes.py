"""A provider's own promo codes. Nobody else sees them."""

from typing import Any

from app.db.session import reading, transaction
from app.http import etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.caching import conditional
from app.http.paging import Page
from app.ports import ports
from app.promotions.schemas.codes import NewPromoCode, PromoCodeChange, PromoCodeOut, PromoCodeQuery
from app.promotions.service import codes
from app.promotions.service.codes import Shown

blueprint = ApiBlueprint(
    "promo-codes", __name__, url_prefix="/v1/providers", description="Discounts that a provider gives"
)

MANY = "/<id:provider_id>/promo-codes"
ONE = "/<id:provider_id>/promo-codes/<id:code_id>"


@blueprint.route(MANY)
@blueprint.signed_in("PROVIDER")
@blueprint.queries(PromoCodeQuery)
@blueprint.lists(PromoCodeOut)
@blueprint.refuses(400, 404)
def list_all(principal: Principal, query: dict[str, Any], provider_id: int) -> Page:
    """List your promo codes by name."""
    with reading() as session:
        return codes.list_codes(session, provider_id, query["paging"], user_id=principal.user_id)


@blueprint.route(MANY, methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NewPromoCode)
@blueprint.returns(201, PromoCodeOut, tells=("ETag",))
@blueprint.refuses(400, 404, 409, 413)
def create(principal: Principal, terms: dict[str, Any], provider_id: int) -> Any:
    """Make a promo code, valid from now on unless you say otherwise."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        added = codes.add_code(session, provider_id, terms, user_id=me, now=now)
        session.expunge_all()
    location = f"/v1/providers/{provider_id}/promo-codes/{added.code.id}"
    return added, {"Location": location, **_headers(added)}


@blueprint.route(ONE)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, PromoCodeOut, tells=("ETag",))
@blueprint.refuses(404)
def read(principal: Principal, provider_id: int, code_id: int) -> Any:
    """Get one of your promo codes, with how often it was used."""
    with reading() as session:
        shown = codes.show_code(session, provider_id, code_id, user_id=principal.user_id)
    return shown, _headers(shown)


@blueprint.route(ONE, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(PromoCodeChange)
@blueprint.returns(200, PromoCodeOut, tells=("ETag",))
@blueprint.refuses(400, 404, 413)
def update(principal: Principal, changes: dict[str, Any], provider_id: int, code_id: int) -> Any:
    """Change a promo code. Bookings made with it keep their price."""
    me, expected = principal.user_id, etag.expected_version()
    with transaction(actor_id=me) as session:
        changed = codes.change_code(session, provider_id, code_id, changes, user_id=me, expected=expected)
        session.expunge_all()
    return changed, _headers(changed)


@blueprint.route(ONE, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.returns(204)
@blueprint.refuses(404)
def delete(principal: Principal, provider_id: int, code_id: int) -> None:
    """Withdraw a promo code. Bookings made with it keep their price."""
    me, expected, now = principal.user_id, etag.expected_version(), ports().clock.now()
    with transaction(actor_id=me) as session:
        codes.withdraw_code(session, provider_id, code_id, user_id=me, expected=expected, now=now)


def _headers(shown: Shown) -> dict[str, str]:
    return {"ETag": etag.tag(shown.code.version)}
