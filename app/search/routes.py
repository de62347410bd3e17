"""Finding a provider."""

from typing import Any

from flask import Response

from app.http.api import ApiBlueprint
from app.http.caching import cacheable, personal
from app.http.json import OrjsonProvider
from app.ports import ports
from app.search import service
from app.search.schemas import (
    FoundProvider,
    SearchQuery,
    SearchResults,
    SimilarQuery,
    SuggestionOut,
    SuggestQuery,
)
from app.search.wanted import Wanted

blueprint = ApiBlueprint("search", __name__, url_prefix="/v1/providers", description="Finding providers")

BLUEPRINTS: tuple[ApiBlueprint, ...] = (blueprint,)


@blueprint.route("")
@cacheable(blueprint)
@blueprint.queries(SearchQuery)
@blueprint.returns(200, SearchResults)
@blueprint.refuses(400)
def search(wanted: Wanted) -> Response:
    """Search published providers by words, filters, place and free time."""
    found = service.search(wanted, now=ports().clock.now())
    if wanted.free is not None or found.degraded:
        personal()  # five minutes in a shared cache are too long for what is free now
    return _json(
        {
            "data": found.items,
            "pagination": found.pagination(),
            "facets": found.facets,
            "degraded": found.degraded,
        }
    )


@blueprint.route("/autocomplete")
@cacheable(blueprint)
@blueprint.queries(SuggestQuery)
@blueprint.returns(200, SuggestionOut(many=True))
@blueprint.refuses(400)
def autocomplete(query: dict[str, Any]) -> Any:
    """Complete what somebody begins to write: specializations, then names."""
    return service.suggest(query["q"], query["size"])


@blueprint.route("/<id:provider_id>/similar")
@cacheable(blueprint)
@blueprint.queries(SimilarQuery)
@blueprint.returns(200, FoundProvider(many=True))
@blueprint.refuses(400, 404)
def similar(query: dict[str, Any], provider_id: int) -> Response:
    """Others who offer the like."""
    return _json({"data": service.similar(provider_id, query["size"], now=ports().clock.now())})


def _json(body: dict[str, Any]) -> Response:
    """Cards are written already: their schemas only describe them."""
    return Response(OrjsonProvider.encode(body), mimetype="application/json")
