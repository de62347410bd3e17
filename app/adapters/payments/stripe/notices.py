"""Stripe's webhooks: verified by its own library, and read no further than which object they are about."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import stripe

from app.kernel.errors import BadSignature
from app.ports.payments import Notice

HEADER = "Stripe-Signature"
TOLERANCE = 300  # seconds
_LONGEST = 200
_OF_A_PAYMENT = frozenset({"charge", "refund", "dispute"})


def read(secrets: Sequence[str], headers: Mapping[str, str], body: bytes) -> Notice:
    """Any of the secrets will do: while one is replaced, Stripe signs with both. Raises BadSignature."""
    given = headers.get(HEADER, "")
    if not any(_fits(secret, given, body) for secret in secrets):
        raise BadSignature("no secret of ours made this signature lately")
    try:
        told = orjson.loads(body)
        fields = [told["id"], told["type"], _subject(told["data"]["object"])]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise BadSignature("the body is damaged") from error
    if not all(isinstance(field, str) and 0 < len(field) <= _LONGEST for field in fields):
        raise BadSignature("the body is damaged")
    return Notice(event_id=fields[0], kind=fields[1], reference=fields[2])


def _fits(secret: str, given: str, body: bytes) -> bool:
    try:
        stripe.WebhookSignature.verify_header(body, given, secret, TOLERANCE)
    except (stripe.SignatureVerificationError, TypeError, ValueError):  # the last two: no text, no ASCII
        return False
    return True


def _subject(thing: dict[str, Any]) -> Any:
    """What to ask Stripe for: the checkout, or what a charge, a refund, a dispute or a bill belongs to."""
    if thing["object"] == "invoice" or thing.get("mode") == "subscription":
        return _subscription_of(thing) or thing["id"]
    belongs = thing.get("payment_intent") if thing["object"] in _OF_A_PAYMENT else None
    return belongs or thing["id"]


def _subscription_of(thing: dict[str, Any]) -> Any:
    """A bill names its subscription as its parent, a checkout by itself."""
    parent = thing.get("parent") or {}
    return (parent.get("subscription_details") or {}).get("subscription") or thing.get("subscription")
