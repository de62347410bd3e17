"""Why a payment says no."""

from app.kernel.errors import Conflict, InvalidInput
from app.kernel.money import Money


class PaymentClosed(Conflict):
    code, message = "PAYMENT_CLOSED", "This payment can no longer be paid."


class NothingTaken(Conflict):
    code, message = "NOTHING_TO_REFUND", "No money has been taken, or all of it was given back."


class UnderDispute(Conflict):
    code, message = (
        "PAYMENT_DISPUTED",
        "The client's bank has taken this money back until a dispute is decided.",
    )


class CannotSaveCard(Conflict):
    code, message = (
        "CARD_NOT_SAVED",
        "This payment's checkout is open already, or its company keeps no cards.",
    )


class CardInUse(Conflict):
    code, message = "CARD_IN_USE", "A booking is secured by this card: it stays until that is over."


def beyond(left: Money) -> InvalidInput:
    """A refund of more than is left."""
    return InvalidInput.at("amount", f"At most {left.major} {left.currency} can be given back.")
