"""Orders: created, approved by the payer, authorised by the merchant."""

from copy import deepcopy
from typing import Any

from tests.servers.paypal import money
from tests.servers.paypal.books import Books, Json, Payment, new_id, now
from tests.servers.paypal.refusal import Refusal, unless

_CHANGEABLE = {"CREATED", "APPROVED"}


def create(books: Books, body: Json) -> Json:
    unit = body["purchase_units"][0]
    money.value_of(unit["amount"])
    if body.get("intent") not in {"AUTHORIZE", "CAPTURE"}:
        raise Refusal(400, "INVALID_PARAMETER_VALUE")
    order_id = new_id()
    books.orders[order_id] = {
        "id": order_id,
        "intent": body["intent"],
        "status": "CREATED",
        "purchase_units": [{"reference_id": "default", **deepcopy(unit)}],
        "application_context": dict(body.get("application_context", {})),
        "create_time": now(),
    }
    return show(books, order_id)


def show(books: Books, order_id: str) -> Json:
    """As PayPal shows it: what it was created with, its payments, its links."""
    order = deepcopy(books.order(order_id))
    del order["application_context"]
    for kind in ("authorizations", "captures", "refunds"):
        mine = [one.shown for one in getattr(books, kind).values() if one.order_id == order_id]
        if mine:
            order["purchase_units"][0].setdefault("payments", {})[kind] = deepcopy(mine)
    links = [("self", f"{books.url}/v2/checkout/orders/{order_id}")]
    if order["status"] == "CREATED":
        links.append(("approve", f"{books.url}/checkoutnow?token={order_id}"))
    order["links"] = [{"rel": rel, "href": href, "method": "GET"} for rel, href in links]
    return order


def approve(books: Books, order_id: str, *, card: str = "good") -> bool:
    """The payer agrees. Whether there was something left to agree to; a declined card may be replaced."""
    order = books.order(order_id)
    again = order["status"] == "APPROVED" and books.cards[order_id] == "declined"
    if order["status"] != "CREATED" and not again:
        return False
    order["status"], order["update_time"] = "APPROVED", now()
    books.cards[order_id] = card
    books.tell("CHECKOUT.ORDER.APPROVED", show(books, order_id))
    return True


def change(books: Books, order_id: str, changes: list[Json]) -> None:
    order = books.order(order_id)
    unless(order["status"] in _CHANGEABLE, "ORDER_ALREADY_COMPLETED")
    for one in changes:
        if (one.get("op"), one.get("path")) != ("replace", "/intent"):
            raise Refusal(422, "NOT_PATCHABLE")
        order["intent"] = one["value"]


def authorize(books: Books, order_id: str) -> Json:
    order = books.order(order_id)
    unless(order["status"] != "COMPLETED", "ORDER_ALREADY_AUTHORIZED")
    unless(order["intent"] == "AUTHORIZE", "ACTION_DOES_NOT_MATCH_INTENT")
    unless(order["status"] == "APPROVED", "ORDER_NOT_APPROVED")
    unless(books.cards[order_id] != "declined", "INSTRUMENT_DECLINED")
    reserve(books, order)
    return show(books, order_id)


def reserve(books: Books, order: Json) -> None:
    shown: dict[str, Any] = {
        "id": new_id(),
        "status": "PENDING" if books.cards.get(order["id"]) == "reviewed" else "CREATED",
        "amount": dict(order["purchase_units"][0]["amount"]),
        "custom_id": order["purchase_units"][0].get("custom_id"),
        "create_time": now(),
        "supplementary_data": {"related_ids": {"order_id": order["id"]}},
    }
    order["status"] = "COMPLETED"
    books.authorizations[shown["id"]] = Payment(order["id"], shown)
    books.note("authorized", order, shown)
    books.tell("PAYMENT.AUTHORIZATION.CREATED", deepcopy(shown))
