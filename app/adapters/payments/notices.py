"""The body of our own companies' webhooks: `{"id", "type", "reference"}`, signed by `stamps`."""

from collections.abc import Mapping
from datetime import datetime

import orjson

from app.adapters.payments.stamps import demand, stamp
from app.kernel.errors import BadSignature
from app.ports.payments import Notice

HEADER = "Sandbox-Signature"
_LONGEST = 200


def write(key: bytes, notice: Notice, *, now: datetime) -> tuple[dict[str, str], bytes]:
    """Headers and body of a webhook."""
    body = orjson.dumps({"id": notice.event_id, "type": notice.kind, "reference": notice.reference})
    return {HEADER: stamp(key, body, now=now), "Content-Type": "application/json"}, body


def read(key: bytes, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Notice:
    """Verify, then understand. Raises BadSignature."""
    demand(key, body, headers.get(HEADER, ""), now=now)
    try:
        told = orjson.loads(body)
        fields = [told["id"], told["type"], told["reference"]]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise BadSignature("the body is damaged") from error
    if not all(isinstance(field, str) and 0 < len(field) <= _LONGEST for field in fields):
        raise BadSignature("the body is damaged")
    return Notice(event_id=fields[0], kind=fields[1], reference=fields[2])
