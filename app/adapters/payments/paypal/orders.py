"""An order as PayPal wants to be asked for it."""

from app.adapters.payments.paypal import money
from app.adapters.payments.paypal.wire import Json
from app.kernel.errors import PermanentError
from app.ports.payments import Order

_LONGEST = 127
AUTHORIZE, CAPTURE = "AUTHORIZE", "CAPTURE"
# What closes an order for good, see ADR 13: from then on PayPal refuses to authorise it.
CLOSING: list[Json] = [{"op": "replace", "path": "/intent", "value": CAPTURE}]


def body(order: Order) -> Json:
    """`application_context`, not `payment_source`: only so an order begins as CREATED, which can be closed.

    Raises:
        PermanentError: PayPal does not take this currency, or cannot pay a provider's own account.
    """
    if order.destination is not None:
        raise PermanentError("payouts to providers go through another company")
    return {
        "intent": AUTHORIZE,
        "purchase_units": [
            {
                "reference_id": "default",
                "custom_id": str(order.payment_id),
                "description": order.description[:_LONGEST],
                "amount": money.amount(order.amount_minor, order.currency),
            }
        ],
        "application_context": {
            "brand_name": order.merchant[:_LONGEST],
            "user_action": "PAY_NOW",
            "shipping_preference": "NO_SHIPPING",
            "return_url": order.success_url,
            "cancel_url": order.cancel_url,
        },
    }
