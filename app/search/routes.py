"""Finding a provider."""

from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.caching import cacheable
from app.http.paging import Page
from app.ports import ports
from app.search import service
from app.search.queries import Wanted
from app.search.schemas import FoundProvider, SearchQuery

blueprint = ApiBlueprint("search", __name__, url_prefix="/v1/providers", description="Finding providers")

BLUEPRINTS: tuple[ApiBlueprint, ...] = (blueprint,)


@blueprint.route("")
@cacheable(blueprint)
@blueprint.queries(SearchQuery)
@blueprint.lists(FoundProvider)
@blueprint.refuses(400)
def search(wanted: Wanted) -> Page:
    """Search published providers by words, specialization, language, rating and price."""
    now = ports().clock.now()
    with reading() as session:
        return service.search(session, wanted, now=now)
