"""Signatures of our own companies' webhooks: `t=<unix seconds>,v1=<HMAC-SHA-256>` over time and raw body."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta

from app.kernel.errors import BadSignature

TOLERANCE = timedelta(seconds=300)
_STAMP = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})\Z")


def stamp(key: bytes, body: bytes, *, now: datetime) -> str:
    """What the sender puts into the signature header."""
    seconds = int(now.timestamp())
    return f"t={seconds},v1={_digest(key, seconds, body)}"


def demand(key: bytes, body: bytes, given: str, *, now: datetime) -> None:
    """Raises BadSignature unless `given` is the stamp of this body, made within the tolerance."""
    found = _STAMP.match(given)
    if found is None:
        raise BadSignature("no readable signature")
    seconds = int(found[1])
    if not hmac.compare_digest(_digest(key, seconds, body), found[2]):
        raise BadSignature("the signature does not fit")
    if abs(now.timestamp() - seconds) > TOLERANCE.total_seconds():
        raise BadSignature("the signature is stale")


def _digest(key: bytes, seconds: int, body: bytes) -> str:
    return hmac.new(key, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
