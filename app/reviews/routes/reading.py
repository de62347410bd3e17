"""What clients said of a provider."""

from typing import Any

from app.db.session import reading
from app.http import auth
from app.http.api import ApiBlueprint
from app.http.caching import cacheable, personal
from app.http.envelopes import counted
from app.reviews.schemas import ReviewList, ReviewQuery
from app.reviews.service.reading import list_reviews

blueprint = ApiBlueprint("reviews", __name__, url_prefix="/v1/providers", description="What clients said")


@blueprint.route("/<id:provider_id>/reviews")
@cacheable(blueprint)
@blueprint.queries(ReviewQuery)
@blueprint.returns(200, ReviewList)
@blueprint.refuses(400, 404)
def list_all(query: dict[str, Any], provider_id: int) -> dict[str, Any]:
    """List a provider's reviews, the newest first unless asked otherwise."""
    viewer, sort = auth.viewer(), query["sort"]
    with reading() as session:
        found = list_reviews(session, provider_id, query["paging"], sort=sort, viewer=viewer)
    if found.own:
        personal()  # they read them before anybody else can, and after
    return {**counted(found), "histogram": found.histogram}
