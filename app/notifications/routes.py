"""What I was told, and what became of it."""

from typing import Any

from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import PagingQuery
from app.notifications import queries
from app.notifications.schemas import NotificationOut

blueprint = ApiBlueprint(
    "notifications", __name__, url_prefix="/v1/notifications", description="Messages to you."
)
BLUEPRINTS = (blueprint,)


@blueprint.route("", methods=["GET"])
@blueprint.signed_in()
@blueprint.queries(PagingQuery)
@blueprint.lists(NotificationOut)
def mine(principal: Principal, query: dict[str, Any]) -> Any:
    """Every message owed or sent to you, newest first."""
    with reading() as session:
        return queries.mine(session, principal.user_id, query["paging"])
