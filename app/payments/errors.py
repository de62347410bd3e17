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


def beyond(left: Money) -> InvalidInput:
    """A refund of more than is left."""
    return InvalidInput.at("amount", f"At most {left.major} {left.currency} can be given back.")
