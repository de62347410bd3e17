"""Which call leads to which endpoint."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.servers.stripe import accounts, customers, intents, plans, refunds, sessions, setups
from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.events import Chronicle
from tests.servers.stripe.listing import listed
from tests.servers.stripe.render import shown


class Room(NamedTuple):
    """What an endpoint works with. `site` is the imitation's own address."""

    books: Books
    chronicle: Chronicle
    site: str


class Route(NamedTuple):
    """`call` is its name in openapi.json."""

    call: str
    name: str
    work: Callable[[Room, dict[str, Any], str], Thing]


Work = Callable[[Room, dict[str, Any], str], Thing]
_PLACE = re.compile(r"\{\w+\}")


def _list(kind: str, url: str) -> Work:
    return lambda room, asked, _: listed(room.books, kind, url, asked)


def _read(kind: str) -> Work:
    return lambda room, asked, name: _shown(room, asked, room.books.get(kind, name))


def _shown(room: Room, asked: dict[str, Any], thing: Thing) -> Thing:
    return shown(room.books, thing, asked.get("expand", ()))


def _create_session(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return _shown(room, asked, sessions.create(room.books, asked, site=room.site))


def _expire(room: Room, asked: dict[str, Any], name: str) -> Thing:
    session = room.books.get("checkout.session", name)
    return _shown(room, asked, sessions.expire(room.books, room.chronicle, session))


def _capture(room: Room, asked: dict[str, Any], name: str) -> Thing:
    intent = room.books.get("payment_intent", name)
    return _shown(room, asked, intents.capture(room.books, room.chronicle, intent, asked))


def _cancel(room: Room, asked: dict[str, Any], name: str) -> Thing:
    intent, reason = room.books.get("payment_intent", name), asked.get("cancellation_reason")
    return _shown(room, asked, intents.cancel(room.books, room.chronicle, intent, reason))


def _refund(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return _shown(room, asked, refunds.create(room.books, room.chronicle, asked))


def _account(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return _shown(room, asked, accounts.create(room.books, asked))


def _link(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return accounts.link(room.books, asked, site=room.site)


def _charge_absent(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return _shown(room, asked, setups.charge(room.books, room.chronicle, asked))


def _customer(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return _shown(room, asked, customers.create(room.books, asked))


def _forget(room: Room, asked: dict[str, Any], name: str) -> Thing:
    del asked
    return customers.delete(room.books, room.chronicle, name)


def _cards(room: Room, asked: dict[str, Any], name: str) -> Thing:
    mine = asked | {"customer": room.books.get("customer", name)["id"]}
    return listed(room.books, "payment_method", f"/v1/customers/{name}/payment_methods", mine)


def _detach(room: Room, asked: dict[str, Any], name: str) -> Thing:
    return _shown(room, asked, customers.detach(room.books, room.chronicle, name))


def _price(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return _shown(room, asked, plans.price(room.books, asked))


def _update(room: Room, asked: dict[str, Any], name: str) -> Thing:
    made = room.books.get("subscription", name)
    return _shown(room, asked, plans.update(room.books, room.chronicle, made, asked))


def _preview(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return _shown(room, asked, plans.preview(room.books, asked))


def _portal(room: Room, asked: dict[str, Any], _: str) -> Thing:
    return _shown(room, asked, plans.portal(room.books, asked, site=room.site))


_WORKS: dict[str, Work] = {
    "GET /v1/checkout/sessions": _list("checkout.session", "/v1/checkout/sessions"),
    "POST /v1/checkout/sessions": _create_session,
    "GET /v1/checkout/sessions/{session}": _read("checkout.session"),
    "POST /v1/checkout/sessions/{session}/expire": _expire,
    "GET /v1/payment_intents": _list("payment_intent", "/v1/payment_intents"),
    "POST /v1/payment_intents": _charge_absent,
    "GET /v1/payment_intents/{intent}": _read("payment_intent"),
    "POST /v1/payment_intents/{intent}/capture": _capture,
    "POST /v1/payment_intents/{intent}/cancel": _cancel,
    "GET /v1/refunds": _list("refund", "/v1/refunds"),
    "POST /v1/refunds": _refund,
    "GET /v1/disputes": _list("dispute", "/v1/disputes"),
    "GET /v1/events": _list("event", "/v1/events"),
    "POST /v1/accounts": _account,
    "GET /v1/accounts/{account}": _read("account"),
    "POST /v1/account_links": _link,
    "POST /v1/prices": _price,
    "GET /v1/subscriptions/{subscription_exposed_id}": _read("subscription"),
    "POST /v1/subscriptions/{subscription_exposed_id}": _update,
    "POST /v1/invoices/create_preview": _preview,
    "POST /v1/billing_portal/sessions": _portal,
    "POST /v1/customers": _customer,
    "DELETE /v1/customers/{customer}": _forget,
    "GET /v1/customers/{customer}/payment_methods": _cards,
    "GET /v1/payment_methods/{payment_method}": _read("payment_method"),
    "POST /v1/payment_methods/{payment_method}/detach": _detach,
}
_PATTERNS = [(re.compile(_PLACE.sub("([^/]+)", call)), call) for call in _WORKS]


def route(method: str, path: str) -> Route | None:
    for pattern, call in _PATTERNS:
        found = pattern.fullmatch(f"{method} {path}")
        if found is not None:
            return Route(call, found[1] if found.groups() else "", _WORKS[call])
    return None
