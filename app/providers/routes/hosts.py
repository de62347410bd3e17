"""Teams: an offering's owner asks hosts to serve it, and hosts say what they agree to."""

from collections.abc import Sequence
from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.ports import ports
from app.providers.schemas.hosts import HostChange, HostingOut, HostingQuery, HostOut, NewHost
from app.providers.service import hosting, hosts

blueprint = ApiBlueprint("hosts", __name__, url_prefix="/v1/providers", description="Teams behind offerings")

MANY = "/<id:provider_id>/offerings/<id:offering_id>/hosts"
ONE = "/<id:provider_id>/offerings/<id:offering_id>/hosts/<id:host_id>"
MINE = "/me/hosting"
OFFERING = "/me/hosting/<id:offering_id>"


@blueprint.route(MANY)
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, HostOut(many=True))
@blueprint.refuses(404)
def list_all(principal: Principal, provider_id: int, offering_id: int) -> Sequence[Any]:
    """List who serves your offering, and who was asked to: at most fifty."""
    with reading() as session:
        return hosts.list_hosts(session, provider_id, offering_id, user_id=principal.user_id)


@blueprint.route(MANY, methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NewHost)
@blueprint.returns(201, HostOut)
@blueprint.refuses(400, 404, 409, 413)
def invite(principal: Principal, body: dict[str, Any], provider_id: int, offering_id: int) -> Any:
    """Ask a provider to serve your offering. They hear of it by mail, and are booked once they agree."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        asked = hosts.invite_host(
            session, provider_id, offering_id, hosts.InviteHost(**body), user_id=me, now=now
        )
        session.expunge_all()
    here = f"/v1/providers/{provider_id}/offerings/{offering_id}/hosts/{asked.host.provider_id}"
    return asked, {"Location": here}


@blueprint.route(ONE, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(HostChange)
@blueprint.returns(200, HostOut)
@blueprint.refuses(400, 404, 413)
def change(
    principal: Principal, body: dict[str, Any], provider_id: int, offering_id: int, host_id: int
) -> Any:
    """Give a host another weight or priority."""
    me = principal.user_id
    with transaction(actor_id=me) as session:
        changed = hosts.change_host(session, provider_id, offering_id, host_id, body, user_id=me)
        session.expunge_all()
    return changed


@blueprint.route(ONE, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(204)
@blueprint.refuses(404)
def remove(principal: Principal, provider_id: int, offering_id: int, host_id: int) -> None:
    """Ask a host no longer. What they are booked for stays theirs."""
    me = principal.user_id
    with transaction(actor_id=me) as session:
        hosts.remove_host(session, provider_id, offering_id, host_id, user_id=me)


@blueprint.route(MINE)
@blueprint.signed_in("PROVIDER")
@blueprint.queries(HostingQuery)
@blueprint.lists(HostingOut)
@blueprint.refuses(400, 404)
def list_mine(principal: Principal, query: dict[str, Any]) -> Page:
    """List what you serve for others, and what you are asked to serve."""
    with reading() as session:
        return hosting.list_hosting(session, query["paging"], user_id=principal.user_id)


@blueprint.route(f"{OFFERING}/accept", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, HostingOut)
@blueprint.refuses(404)
def accept(principal: Principal, offering_id: int) -> Any:
    """Agree to serve an offering: from now on you are booked for it in your hours."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        agreed = hosting.accept_invitation(session, offering_id, user_id=me, now=now)
        session.expunge_all()
    return agreed


@blueprint.route(OFFERING, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@blueprint.returns(204)
@blueprint.refuses(404)
def leave(principal: Principal, offering_id: int) -> None:
    """Decline, or serve it no longer. What you are booked for stays yours."""
    me = principal.user_id
    with transaction(actor_id=me) as session:
        hosting.leave(session, offering_id, user_id=me)
