"""Answers that caches may keep, and changes on condition: decorators around the header fields of RFC 9110."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g, make_response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from app.http.api import ApiBlueprint

View = TypeVar("View", bound=Callable[..., Any])

SHARED = "public, max-age=300"
PERSONAL = "private, no-cache"


def personal() -> None:
    """From within a view: this answer shows more than a stranger sees, so no shared cache may keep it."""
    g.personal_answer = True


def cacheable(blueprint: ApiBlueprint) -> Callable[[View], View]:
    """Give the answer a Cache-Control and an ETag (of its body, unless the view set one), and answer 304."""

    def decorate(view: View) -> View:
        @wraps(view)
        def cached(*args: Any, **kwargs: Any) -> WerkzeugResponse:
            response = make_response(view(*args, **kwargs))
            response.headers["Cache-Control"] = PERSONAL if g.pop("personal_answer", False) else SHARED
            response.vary.update(("Authorization", "Cookie"))
            response.add_etag()
            return response.make_conditional(request)

        documented = blueprint.also_returns(304, description="You hold this version already.")(cached)
        return blueprint.doc(security=[{}, {"bearer": []}, {"cookie": []}])(documented)  # type: ignore[no-any-return]

    return decorate


def conditional(blueprint: ApiBlueprint) -> Callable[[View], View]:
    """Document If-Match: the view refuses with 412 what was changed since the client read it."""

    def decorate(view: View) -> View:
        documented: View = blueprint.headers(_IF_MATCH)(blueprint.refuses(400, 412)(view))
        return documented

    return decorate


_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": "The ETag that a GET gave: the change is refused if there was another since.",
    "schema": {"type": "string", "pattern": '^"?[0-9]{1,18}(-[^"]*)?"?$'},
}
