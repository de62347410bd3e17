"""PaymentIntents and their charges: taken, whole or in part, or let go."""

from typing import Any

from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.events import Chronicle
from tests.servers.stripe.refusals import Refused, unexpected_state

_LASTING = {"brand": "visa", "exp_month": 12, "exp_year": 2034, "funding": "credit"}


def begin(books: Books, session: Thing) -> Thing:
    """The client presses the button for the first time."""
    if session["payment_intent"] is not None:
        return books.get("payment_intent", session["payment_intent"])
    terms = session["_terms"]
    intent = books.add(
        "payment_intent",
        status="requires_payment_method",
        amount=session["amount_total"],
        amount_capturable=0,
        amount_received=0,
        currency=session["currency"],
        capture_method=terms.get("capture_method", "automatic_async"),
        confirmation_method="automatic",
        payment_method_types=["card"],
        metadata=terms.get("metadata", {}),
        description=terms.get("description"),
        application_fee_amount=terms.get("application_fee_amount"),
        transfer_data=terms.get("transfer_data"),
        statement_descriptor_suffix=terms.get("statement_descriptor_suffix"),
        customer=session["customer"],
        setup_future_usage=terms.get("setup_future_usage"),
    )
    intent["_session"] = session["id"]
    session["payment_intent"] = intent["id"]
    return intent


def charge(books: Books, intent: Thing, card: str, **facts: Any) -> Thing:
    """One try with one card, of which nothing but its last four digits is kept."""
    made = books.add(
        "charge",
        amount=intent["amount"],
        amount_captured=0,
        amount_refunded=0,
        billing_details={"address": None, "email": None, "name": None, "phone": None, "tax_id": None},
        captured=False,
        currency=intent["currency"],
        disputed=False,
        metadata=intent["metadata"],
        payment_intent=intent["id"],
        payment_method_details={"type": "card", "card": _LASTING | {"last4": card[-4:]}},
        refunded=False,
        **{"paid": True, "status": "succeeded"} | facts,
    )
    intent["latest_charge"] = made["id"]
    return made


def capture(books: Books, chronicle: Chronicle, intent: Thing, asked: dict[str, Any]) -> Thing:
    if intent["status"] != "requires_capture":
        raise unexpected_state(f"This PaymentIntent could not be captured: it is {intent['status']}.")
    amount: int = asked.get("amount_to_capture") or intent["amount_capturable"]
    if not 0 < amount <= intent["amount_capturable"]:
        raise Refused("The amount to capture is too large.", code="amount_too_large")
    made = books.get("charge", intent["latest_charge"])
    made |= {"captured": True, "amount_captured": amount, "balance_transaction": f"txn_{made['id']}"}
    intent |= {"status": "succeeded", "amount_received": amount, "amount_capturable": 0}
    _let_go(books, made, intent["amount"] - amount)
    books.move("charge", amount, intent)
    pass_on(books, intent, amount, asked)
    chronicle.tell("charge.captured", made)
    chronicle.tell("payment_intent.succeeded", intent)
    return intent


def cancel(books: Books, chronicle: Chronicle, intent: Thing, reason: str | None) -> Thing:
    if intent["status"] in {"succeeded", "canceled"}:
        raise unexpected_state(f"You cannot cancel this PaymentIntent: it is {intent['status']}.")
    if books.get("checkout.session", intent["_session"])["status"] == "open":
        raise unexpected_state(
            "You cannot cancel the PaymentIntent of an open Checkout Session: expire that."
        )
    intent |= {"status": "canceled", "amount_capturable": 0, "cancellation_reason": reason}
    if intent["latest_charge"] is not None:
        _let_go(books, books.get("charge", intent["latest_charge"]), intent["amount"])
    chronicle.tell("payment_intent.canceled", intent)
    return intent


def _let_go(books: Books, made: Thing, amount: int) -> None:
    """Stripe calls this a refund too, though no balance changes."""
    if amount:
        links = {"charge": made["id"], "payment_intent": made["payment_intent"], "metadata": {}}
        books.add("refund", amount=amount, currency=made["currency"], status="succeeded", **links)


def pass_on(books: Books, intent: Thing, amount: int, asked: dict[str, Any]) -> None:
    if intent["transfer_data"] is not None:
        fee: int = min(asked.get("application_fee_amount") or intent["application_fee_amount"] or 0, amount)
        intent["_fee"] = fee
        books.move("transfer", amount, intent)
        books.move("fee", fee, intent)
