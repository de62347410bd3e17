"""What clients said of a provider."""

from typing import Any

from app.db.session import reading
from app.http import auth
from app.http.api import ApiBlueprint
from app.http.caching import cacheable
from app.http.paging import Page
from app.reviews import service
from app.reviews.schemas import ReviewOut, ReviewQuery

blueprint = ApiBlueprint("reviews", __name__, url_prefix="/v1/providers", description="What clients said")

BLUEPRINTS: tuple[ApiBlueprint, ...] = (blueprint,)


@blueprint.route("/<id:provider_id>/reviews")
@cacheable(blueprint)
@blueprint.queries(ReviewQuery)
@blueprint.lists(ReviewOut)
@blueprint.refuses(400, 404)
def list_all(query: dict[str, Any], provider_id: int) -> Page:
    """List a provider's reviews, the newest first."""
    with reading() as session:
        return service.list_reviews(session, provider_id, query["paging"], viewer=auth.viewer())
