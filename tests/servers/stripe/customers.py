"""Customers, and the cards that are attached to them."""

from typing import Any

from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.events import Chronicle
from tests.servers.stripe.refusals import Refused, missing


def create(books: Books, asked: dict[str, Any]) -> Thing:
    return books.add("customer", metadata=asked.get("metadata", {}), email=asked.get("email"))


def delete(books: Books, chronicle: Chronicle, name: str) -> Thing:
    """Gone, and all that was attached with it."""
    known = books.get("customer", name)
    for card in books.of("payment_method", customer=known["id"]):
        card["customer"] = None
    del books.things["customer"][name]
    chronicle.tell("customer.deleted", known)
    return {"object": "customer", "id": name, "deleted": True}


def attach(books: Books, customer: str | None, card: str) -> Thing:
    """A card that was typed in. Of its number the last four digits are kept; the rest is how it behaves."""
    details = {"brand": "visa", "last4": card[-4:], "exp_month": 12, "exp_year": 2034, "funding": "credit"}
    made = books.add(
        "payment_method",
        type="card",
        customer=customer,
        billing_details={"address": None, "email": None, "name": None, "phone": None, "tax_id": None},
        card=details | {"country": "GB", "checks": None, "networks": None, "wallet": None},
        metadata={},
    )
    made["_number"] = card
    return made


def detach(books: Books, chronicle: Chronicle, name: str) -> Thing:
    card = books.get("payment_method", name)
    if card["customer"] is None:
        raise Refused("The payment method is not attached to a customer.", param="payment_method")
    card["customer"] = None
    chronicle.tell("payment_method.detached", card)
    return card


def attached(books: Books, customer: str, card: str) -> Thing:
    """A customer's card. Raises Refused."""
    books.get("customer", customer)
    found = books.things["payment_method"].get(card)
    if found is None or found["customer"] != customer:
        raise missing("payment_method", card)
    return found
