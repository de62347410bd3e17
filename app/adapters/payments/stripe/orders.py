"""An order as Stripe's Checkout Session. No word of it depends on the time: one key, one set of words."""

import re
import unicodedata

from stripe.params.checkout import (
    SessionCreateParams,
    SessionCreateParamsLineItem,
    SessionCreateParamsPaymentIntentData,
)

from app.adapters.payments.stripe.amounts import to_stripe
from app.adapters.payments.stripe.charges import WHOLE
from app.kernel.errors import PermanentError
from app.ports.payments import Order

_LONGEST_NAME, _LONGEST_WORD = 250, 500
_LONGEST_SUFFIX = 10  # the account's own prefix takes the rest of the 22 characters
_UNFIT = re.compile(r"[^A-Za-z0-9 .&-]")


def checkout(order: Order) -> SessionCreateParams:
    """The session's parameters. Adaptive pricing is off: the client pays the amount that was agreed on."""
    if order.keeps_card:
        return _setup(order)
    ours = {"payment_id": str(order.payment_id), "key": order.key}
    terms: SessionCreateParams = {
        "mode": "payment",
        "submit_type": "book",
        "client_reference_id": str(order.payment_id),
        "metadata": ours,
        "line_items": [_line(order)],
        "payment_intent_data": _intent(order, ours),
        "adaptive_pricing": {"enabled": False},
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "expand": WHOLE,
    }
    if order.customer is not None:
        terms["customer"] = order.customer
    return terms


def _setup(order: Order) -> SessionCreateParams:
    """A card to be kept. What may be charged to it, and for whom, stands in its words."""
    if order.customer is None:
        raise PermanentError("a card is kept for somebody")
    words = {
        "payment_id": str(order.payment_id),
        "key": order.key,
        "amount": str(to_stripe(order.amount_minor, order.currency)),
        "description": order.description[:_LONGEST_WORD],
    }
    if order.destination is not None:
        words["destination"] = order.destination
        words["fee"] = str(to_stripe(order.fee_minor, order.currency) if order.fee_minor else 0)
    return {
        "mode": "setup",
        "currency": order.currency.lower(),
        "customer": order.customer,
        "client_reference_id": str(order.payment_id),
        "metadata": words,
        "setup_intent_data": {"metadata": words, "description": order.description},
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "expand": WHOLE,
    }


def descriptor(merchant: str) -> str | None:
    """What stands on the client's statement behind the site's own name; None: no letter is left of it."""
    plain = unicodedata.normalize("NFKD", merchant).encode("ascii", "ignore").decode()
    words = " ".join(_UNFIT.sub(" ", plain).split())[:_LONGEST_SUFFIX].strip()
    return words.upper() if any(sign.isalpha() for sign in words) else None


def _line(order: Order) -> SessionCreateParamsLineItem:
    return {
        "quantity": 1,
        "price_data": {
            "currency": order.currency.lower(),
            "unit_amount": to_stripe(order.amount_minor, order.currency),
            "product_data": {"name": order.description[:_LONGEST_NAME] or order.merchant[:_LONGEST_NAME]},
        },
    }


def _intent(order: Order, ours: dict[str, str]) -> SessionCreateParamsPaymentIntentData:
    intent: SessionCreateParamsPaymentIntentData = {
        "capture_method": "manual",
        "metadata": ours,
        "description": order.description,
    }
    suffix = descriptor(order.merchant)
    if suffix is not None:
        intent["statement_descriptor_suffix"] = suffix
    if order.saves_card and order.customer is not None:
        intent["setup_future_usage"] = "off_session"
    if order.destination is not None:
        intent["transfer_data"] = {"destination": order.destination}
        if order.fee_minor:
            intent["application_fee_amount"] = to_stripe(order.fee_minor, order.currency)
    return intent
