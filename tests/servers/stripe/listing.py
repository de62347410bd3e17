"""Lists, the newest first, a page at a time."""

from typing import Any

from tests.servers.stripe import render
from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.refusals import malformed, missing

_BOUNDS = {
    "gt": lambda made, bound: made > bound,
    "gte": lambda made, bound: made >= bound,
    "lt": lambda made, bound: made < bound,
    "lte": lambda made, bound: made <= bound,
}
_FILTERS = ("payment_intent", "charge", "status", "type", "customer")


def listed(books: Books, kind: str, url: str, asked: dict[str, Any]) -> Thing:
    """One page of a kind; `starting_after` names the last of the page before."""
    size = asked.get("limit", 10)
    if not 1 <= size <= 100:
        raise malformed("limit must be between 1 and 100", "limit")
    wanted = {name: asked[name] for name in _FILTERS if name in asked}
    found = [one for one in books.of(kind, **wanted) if _made_within(one, asked.get("created", {}))]
    rest = _after(found, kind, asked["starting_after"]) if "starting_after" in asked else found
    return render.page(books, rest[:size], more=len(rest) > size, url=url, expand=asked.get("expand", ()))


def _made_within(thing: Thing, bounds: dict[str, int]) -> bool:
    return all(_BOUNDS[name](thing["created"], bound) for name, bound in bounds.items())


def _after(found: list[Thing], kind: str, last: str) -> list[Thing]:
    places = [place for place, one in enumerate(found) if one["id"] == last]
    if not places:
        raise missing(kind, last)
    return found[places[0] + 1 :]
