"""What a provider offers: anybody reads it, its provider writes it."""

from typing import Any

from app.db.fast import fetch_one
from app.db.session import reading, transaction
from app.http import auth, etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.caching import cacheable, conditional, personal
from app.http.paging import Page
from app.ports import ports
from app.providers import links
from app.providers.models import Offering
from app.providers.schemas.offering import ByLink, NewOffering, OfferingChange, OfferingOut, OfferingQuery
from app.providers.service import offerings

blueprint = ApiBlueprint("offerings", __name__, url_prefix="/v1/providers", description="What can be booked")

MANY = "/<id:provider_id>/offerings"
ONE = "/<id:provider_id>/offerings/<id:offering_id>"


@blueprint.route(MANY)
@cacheable(blueprint)
@blueprint.queries(OfferingQuery)
@blueprint.lists(OfferingOut)
@blueprint.refuses(400, 404)
def list_all(query: dict[str, Any], provider_id: int) -> Page:
    """List what a provider offers; they themselves also see what is not active."""
    with reading() as session:
        page, own = offerings.list_offerings(session, provider_id, query["paging"], viewer=auth.viewer())
    if own:
        personal()
    return page


@blueprint.route(MANY, methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NewOffering)
@blueprint.returns(201, OfferingOut, tells=("ETag",))
@blueprint.refuses(400, 404, 409, 413)
def create(principal: Principal, offering: dict[str, Any], provider_id: int) -> Any:
    """Add an offering."""
    with transaction(actor_id=principal.user_id) as session:
        added = offerings.add_offering(session, provider_id, offering, user_id=principal.user_id)
        session.expunge(added)
    return added, {"Location": f"/v1/providers/{provider_id}/offerings/{added.id}", **_headers(added)}


@blueprint.route(ONE)
@cacheable(blueprint)
@blueprint.queries(ByLink)
@blueprint.returns(200, OfferingOut)
@blueprint.refuses(400, 404)
def read(query: dict[str, Any], provider_id: int, offering_id: int) -> Any:
    """Get one offering. One that is not listed shows by a link, and to its provider."""
    link = query["link"]
    opened = link is not None and links.opens(fetch_one, link, offering_id)
    with reading() as session:
        offering, own = offerings.show_offering(
            session, provider_id, offering_id, viewer=auth.viewer(), opened=opened
        )
    if own or opened:
        personal()
    return offering, _headers(offering)


@blueprint.route(ONE, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(OfferingChange)
@blueprint.returns(200, OfferingOut)
@blueprint.refuses(400, 404, 413)
def update(principal: Principal, changes: dict[str, Any], provider_id: int, offering_id: int) -> Any:
    """Change an offering. Bookings made keep their price and their time."""
    me, expected = principal.user_id, etag.expected_version()
    with transaction(actor_id=me) as session:
        changed = offerings.change_offering(
            session, provider_id, offering_id, changes, user_id=me, expected=expected
        )
        session.expunge(changed)
    return changed, _headers(changed)


@blueprint.route(ONE, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.returns(204)
@blueprint.refuses(404)
def delete(principal: Principal, provider_id: int, offering_id: int) -> None:
    """Withdraw an offering. Bookings made of it stand."""
    me, expected, now = principal.user_id, etag.expected_version(), ports().clock.now()
    with transaction(actor_id=me) as session:
        offerings.withdraw_offering(session, provider_id, offering_id, user_id=me, expected=expected, now=now)


def _headers(offering: Offering) -> dict[str, str]:
    return {"ETag": etag.tag(offering.version)}
