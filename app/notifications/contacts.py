"""Addresses by their hashes: what is known of an address is kept without keeping the address."""

import hashlib
import hmac
from collections.abc import Sequence

from app.notifications.kinds import Channel
from app.ports import ports

_PURPOSE = "contacts"


def hashed(channel: Channel, address: str) -> bytes:
    """Small and capital letters are one address, as they are everywhere here."""
    return _hash(ports().site.keys(_PURPOSE)[0], channel, address)


def known_as(channel: Channel, address: str) -> Sequence[bytes]:
    """Under the present secret and all earlier ones."""
    return [_hash(key, channel, address) for key in ports().site.keys(_PURPOSE)]


def _hash(key: bytes, channel: Channel, address: str) -> bytes:
    return hmac.digest(key, f"{channel}:{address.casefold()}".encode(), hashlib.sha256)
