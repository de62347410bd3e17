"""Links by which an offering can be booked, listed or not. Their provider's business."""

from typing import Any

from app.db.session import reading, transaction
from app.http.auth import Principal
from app.http.paging import Page
from app.ports import ports
from app.providers.routes.offerings import ONE, blueprint
from app.providers.schemas.link import LinkOut, LinkQuery, MintedLink, NewLink
from app.providers.service import links

MANY = f"{ONE}/links"


@blueprint.route(MANY)
@blueprint.signed_in("PROVIDER")
@blueprint.queries(LinkQuery)
@blueprint.lists(LinkOut)
@blueprint.refuses(400, 404)
def list_links(principal: Principal, query: dict[str, Any], provider_id: int, offering_id: int) -> Page:
    """List the links of an offering, the newest first."""
    with reading() as session:
        return links.list_links(session, provider_id, offering_id, query["paging"], user_id=principal.user_id)


@blueprint.route(MANY, methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NewLink)
@blueprint.returns(201, MintedLink, tells=("Location",))
@blueprint.refuses(400, 404, 409, 413)
def add_link(principal: Principal, wanted: dict[str, Any], provider_id: int, offering_id: int) -> Any:
    """Make a link. Its `token` goes to `link` where times are listed and booked."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        added = links.add_link(session, provider_id, offering_id, wanted, user_id=me, now=now)
        session.expunge_all()
    return added, {"Location": f"/v1/providers/{provider_id}/offerings/{offering_id}/links/{added.id}"}


@blueprint.route(f"{MANY}/<id:link_id>")
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, LinkOut)
@blueprint.refuses(404)
def read_link(principal: Principal, provider_id: int, offering_id: int, link_id: int) -> Any:
    """Get one link, with the number of bookings that stand on it."""
    with reading() as session:
        return links.show_link(session, provider_id, offering_id, link_id, user_id=principal.user_id)


@blueprint.route(f"{MANY}/<id:link_id>", methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(204)
@blueprint.refuses(404)
def revoke_link(principal: Principal, provider_id: int, offering_id: int, link_id: int) -> None:
    """Withdraw a link. Bookings made by it stand."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        links.revoke_link(session, provider_id, offering_id, link_id, user_id=me, now=now)
