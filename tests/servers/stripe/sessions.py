"""Checkout Sessions: opened, read, expired."""

import time
from typing import Any

from tests.servers.stripe import plans, setups
from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.events import Chronicle
from tests.servers.stripe.refusals import Refused, malformed

_A_DAY = 24 * 3600
_LEAST, _MOST = 50, 99_999_999
_TENS = {"bhd", "jod", "kwd", "omr", "tnd"}


def create(books: Books, asked: dict[str, Any], *, site: str) -> Thing:
    """A session that takes money, or keeps a card."""
    if asked.get("mode") not in _MODES or not asked.get("success_url"):
        raise malformed("this imitation knows the modes payment, setup and subscription, with a success_url")
    if "customer" in asked:
        books.get("customer", asked["customer"])
    session = _MODES[asked["mode"]](books, asked)
    session["url"] = f"{site}/c/pay/{session['id']}"
    return session


def _payment(books: Books, asked: dict[str, Any]) -> Thing:
    """Its PaymentIntent is made when somebody begins to pay, as at Stripe."""
    lines = [line["price_data"] | {"quantity": line.get("quantity", 1)} for line in asked["line_items"]]
    amount, currency = sum(line["unit_amount"] * line["quantity"] for line in lines), lines[0]["currency"]
    _check_amount(amount, currency)
    _check_terms(books, asked.get("payment_intent_data", {}), amount)
    session = _session(
        books, asked, payment_status="unpaid", amount_total=amount, amount_subtotal=amount, currency=currency
    )
    session["_terms"] = asked.get("payment_intent_data", {})
    session["_product"] = lines[0]["product_data"]["name"]
    return session


def _setup(books: Books, asked: dict[str, Any]) -> Thing:
    if "line_items" in asked or "payment_intent_data" in asked:
        raise malformed("You can not pass line_items or payment_intent_data in setup mode.")
    session = _session(
        books, asked, payment_status="no_payment_required", amount_total=None, currency=asked["currency"]
    )
    session |= {"_setup": asked.get("setup_intent_data", {}), "_product": "Your card is kept"}
    setups.begin(books, session)
    return session


def _session(books: Books, asked: dict[str, Any], **facts: Any) -> Thing:
    return books.add(
        "checkout.session",
        mode=asked["mode"],
        status="open",
        customer=asked.get("customer"),
        automatic_tax={"enabled": False, "liability": None, "provider": None, "status": None},
        custom_fields=[],
        custom_text={},
        payment_method_types=["card"],
        shipping_options=[],
        expires_at=asked.get("expires_at", int(time.time()) + _A_DAY),
        client_reference_id=asked.get("client_reference_id"),
        metadata=asked.get("metadata", {}),
        success_url=asked["success_url"],
        cancel_url=asked.get("cancel_url"),
        **facts,
    )


def _subscription(books: Books, asked: dict[str, Any]) -> Thing:
    facts = plans.checkout(books, asked)
    shown = {name: facts.pop(name) for name in ("currency", "amount_total")}
    session = _session(books, asked, payment_status="unpaid", **shown)
    session |= facts
    return session


_MODES = {"payment": _payment, "setup": _setup, "subscription": _subscription}


def expire(books: Books, chronicle: Chronicle, session: Thing) -> Thing:
    if session["status"] != "open":
        raise Refused(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`."
        )
    if session.get("_paying"):
        raise Refused("This Checkout Session is being paid at this moment.")
    session |= {"status": "expired", "url": None}
    if session["payment_intent"] is not None:
        books.get("payment_intent", session["payment_intent"])["status"] = "canceled"
    chronicle.tell("checkout.session.expired", session)
    return session


def _check_amount(amount: int, currency: str) -> None:
    if amount > _MOST:
        raise Refused("Amount must be no more than 999,999.99", code="amount_too_large")
    if amount < (_LEAST if currency not in {"jpy", "krw"} else 1):
        raise Refused("Amount must convert to at least 50 cents.", code="amount_too_small")
    if currency in _TENS and amount % 10:
        raise Refused("The last digit of a three-decimal amount must be 0.", code="parameter_invalid_integer")


def _check_terms(books: Books, terms: dict[str, Any], amount: int) -> None:
    suffix = terms.get("statement_descriptor_suffix", "X")
    if len(suffix) > 20 or any(sign in suffix for sign in "<>\\'\"*") or suffix.isdecimal():
        raise Refused("The statement descriptor suffix is invalid.", param="statement_descriptor_suffix")
    if "transfer_data" in terms:
        books.get("account", terms["transfer_data"]["destination"])
    if terms.get("application_fee_amount", 0) > amount:
        raise Refused("The application fee cannot be greater than the amount.")
