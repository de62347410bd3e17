"""Keys for one purpose each, derived from the site's secret; and short signatures."""

import base64
import hashlib
import hmac


def key_for(secret: bytes, purpose: str) -> bytes:
    """A key that is good for `purpose` alone: a token of one kind never passes for another."""
    return hmac.digest(secret, b"bookmytime:" + purpose.encode(), hashlib.sha256)


def signature(key: bytes, text: str) -> str:
    """URL-safe HMAC-SHA-256 of `text`, 43 characters."""
    return base64.urlsafe_b64encode(hmac.digest(key, text.encode(), hashlib.sha256)).rstrip(b"=").decode()


def genuine(key: bytes, text: str, given: str) -> bool:
    """Whether `given` is the signature of `text`, compared in constant time."""
    return hmac.compare_digest(signature(key, text).encode(), given.encode())
