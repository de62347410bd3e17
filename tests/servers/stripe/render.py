"""Objects as they leave: references stay names unless the caller asked to expand them."""

from collections.abc import Iterable
from typing import Any

from tests.servers.stripe import spec
from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.refusals import malformed

_LINKS = {
    "payment_intent": "payment_intent",
    "latest_charge": "charge",
    "charge": "charge",
    "setup_intent": "setup_intent",
    "payment_method": "payment_method",
    "subscription": "subscription",
}
_DEEPEST = 4


def shown(books: Books, thing: Thing, expand: Iterable[str] = ()) -> Thing:
    """A copy that later changes do not reach."""
    copy = public(thing)
    for path in expand:
        if len(path.split(".")) > _DEEPEST:
            raise malformed("You cannot expand more than 4 levels of a property", "expand")
        _expand(books, copy, path.split("."))
    spec.demand(copy)
    return copy


def public(thing: Thing) -> Thing:
    """Without what the imitation notes for itself."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}


def page(books: Books, things: list[Thing], *, more: bool, url: str, expand: Iterable[str] = ()) -> Thing:
    inner = [path.removeprefix("data.") for path in expand]
    data = [shown(books, thing, inner) for thing in things]
    return {"object": "list", "data": data, "has_more": more, "url": url}


def _expand(books: Books, thing: Thing, steps: list[str]) -> None:
    name, rest = steps[0], steps[1:]
    if name == "refunds":
        thing[name] = refunds_of(books, thing)
        return
    if name not in _LINKS or name not in thing:
        raise malformed(f"This property cannot be expanded ({name}).", "expand")
    target: Any = thing[name]
    if isinstance(target, str):
        target = public(books.get(_LINKS[name], target))
    thing[name] = target
    if rest and isinstance(target, dict):
        _expand(books, target, rest)


def refunds_of(books: Books, charge: Thing) -> Thing:
    """A charge carries its ten newest refunds."""
    found = books.of("refund", charge=charge["id"])
    return {
        "object": "list",
        "data": [public(one) for one in found[:10]],
        "has_more": len(found) > 10,
        "url": f"/v1/charges/{charge['id']}/refunds",
    }
