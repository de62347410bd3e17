"""What an event is about. Only its name is read: what is true is asked for."""

from typing import Any
from urllib.parse import urlsplit

import orjson

from app.adapters.payments.paypal import names
from app.kernel.errors import BadSignature
from app.ports.payments import Notice

_LONGEST = 100


def notice(body: bytes) -> Notice:
    """Raises BadSignature: it cannot be read, or is about nothing that we take part in."""
    try:
        event = orjson.loads(body)
        event_id, kind, resource = event["id"], event["event_type"], event["resource"]
        reference = _reference(kind, resource)
    except (orjson.JSONDecodeError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise BadSignature("the body is damaged") from error
    if not all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in (event_id, kind)):
        raise BadSignature("the body is damaged")
    if names.hint(reference) is None:
        raise BadSignature("it is about nothing of ours")
    return Notice(event_id=event_id, kind=kind, reference=reference)


def _reference(kind: str, resource: dict[str, Any]) -> str:
    if kind.startswith("CHECKOUT.ORDER."):
        return f"orders/{resource['id']}"
    if kind.startswith("CUSTOMER.DISPUTE."):
        return f"captures/{resource['disputed_transactions'][0]['seller_transaction_id']}"
    related = resource.get("supplementary_data", {}).get("related_ids", {})
    if "order_id" in related:
        return f"orders/{related['order_id']}"
    return _above(resource)


def _above(resource: dict[str, Any]) -> str:
    """A refund names its capture only by a link upwards: `…/v2/payments/captures/<id>`."""
    up = next((link["href"] for link in resource["links"] if link["rel"] == "up"), "")
    return "/".join(urlsplit(up).path.split("/")[-2:])
