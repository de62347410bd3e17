"""/checkoutnow: where the payer agrees or goes back, with buttons that a browser can click."""

from flask import Blueprint, redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from tests.servers.paypal import orders
from tests.servers.paypal.books import Books

_CARDS = {"good": "Pay Now", "declined": "Pay with a declined card", "reviewed": "Pay, under review"}
_PAGE = Markup(
    "<!doctype html><html lang=en><title>Pay with PayPal</title><h1>{brand}</h1><p>{description}</p>"
    "<p>{value} {currency}</p><form method=post>{buttons}"
    "<button name=action value=cancel>Cancel</button></form>"
)
_BUTTON = Markup("<button name=action value={card}>{words}</button>")


def pages(books: Books) -> Blueprint:
    blueprint = Blueprint("checkoutnow", __name__)

    @blueprint.get("/checkoutnow")
    def show() -> str:
        with books.lock:
            order = books.order(request.args["token"])
        unit = order["purchase_units"][0]
        return _PAGE.format(
            brand=order["application_context"].get("brand_name", ""),
            description=unit.get("description", ""),
            value=unit["amount"]["value"],
            currency=unit["amount"]["currency_code"],
            buttons=Markup().join(_BUTTON.format(card=card, words=words) for card, words in _CARDS.items()),
        )

    @blueprint.post("/checkoutnow")
    def act() -> Response:
        order_id, action = request.args["token"], request.form["action"]
        with books.lock:
            context = books.order(order_id)["application_context"]
            if action == "cancel":
                return redirect(f"{context['cancel_url']}?token={order_id}", 303)
            orders.approve(books, order_id, card=action)
        return redirect(f"{context['return_url']}?token={order_id}&PayerID=QYR5Z8XDVJNXQ", 303)

    return blueprint
