"""`/v1/providers/{id}/clients`: who books with a provider, for the provider alone."""

from typing import Any

from app.bookings import clientele
from app.bookings.schemas import ClientOut, ClientQuery
from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.ports import ports

blueprint = ApiBlueprint("clients", __name__, url_prefix="/v1/providers", description="Who books with you")


@blueprint.route("/<id:provider_id>/clients")
@blueprint.signed_in("PROVIDER")
@blueprint.queries(ClientQuery)
@blueprint.lists(ClientOut)
@blueprint.refuses(400, 404)
def index(principal: Principal, query: dict[str, Any], provider_id: int) -> Page:
    """Your clients, those seen last first, with what there was and what is to come."""
    owner, words, now = principal.user_id, query["q"], ports().clock.now()
    with reading() as session:
        return clientele.clients(session, provider_id, query["paging"], owner=owner, words=words, now=now)
