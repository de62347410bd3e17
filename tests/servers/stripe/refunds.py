"""Refunds: never more than was captured."""

from typing import Any

from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.events import Chronicle
from tests.servers.stripe.refusals import Refused, unexpected_state

_GONE = {"succeeded", "pending", "requires_action"}


def create(books: Books, chronicle: Chronicle, asked: dict[str, Any]) -> Thing:
    intent = books.get("payment_intent", asked.get("payment_intent", ""))
    if intent["status"] != "succeeded":
        raise unexpected_state("This PaymentIntent does not have a successful charge to refund.")
    made = books.get("charge", intent["latest_charge"])
    left = made["amount_captured"] - returned(books, made)
    amount = asked.get("amount", left)
    _check(made, amount, left)
    refund = books.add(
        "refund",
        amount=amount,
        currency=made["currency"],
        charge=made["id"],
        payment_intent=intent["id"],
        metadata=asked.get("metadata", {}),
        balance_transaction=f"txn_{len(books.cents)}",
        status="succeeded",
    )
    made |= {"amount_refunded": made["amount_refunded"] + amount, "refunded": amount == left}
    books.move("refund", amount, intent)
    _take_back(books, intent, amount, asked)
    chronicle.tell("refund.created", refund)
    chronicle.tell("charge.refunded", made)
    return refund


def returned(books: Books, made: Thing) -> int:
    """What went back of a charge. What was let go untaken does not count: no balance knows of it."""
    refunds = books.of("refund", charge=made["id"])
    return sum(one["amount"] for one in refunds if one["status"] in _GONE and one["balance_transaction"])


def _check(made: Thing, amount: int, left: int) -> None:
    if made["disputed"]:
        raise Refused("This charge has been charged back.", code="charge_disputed")
    if left <= 0:
        raise Refused("The charge has already been refunded.", code="charge_already_refunded")
    if amount <= 0:
        raise Refused("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount > left:
        raise Refused("Refund amount is greater than unrefunded amount on charge", param="amount")
    if made["currency"] == "kwd" and amount % 10:
        raise Refused("The last digit of a three-decimal amount must be 0.", param="amount")


def _take_back(books: Books, intent: Thing, amount: int, asked: dict[str, Any]) -> None:
    if asked.get("reverse_transfer"):
        if intent["transfer_data"] is None:
            raise Refused("This charge has no transfer to reverse.")
        books.move("transfer", -amount, intent)
    if asked.get("refund_application_fee"):
        books.move("fee", -_fee_back(books, intent, amount), intent)


def _fee_back(books: Books, intent: Thing, amount: int) -> int:
    """In proportion, and with the last of the money the last of the fee."""
    made = books.get("charge", intent["latest_charge"])
    fee, taken, after = intent["_fee"], made["amount_captured"], returned(books, made)
    return int(fee * after // taken - fee * (after - amount) // taken)
