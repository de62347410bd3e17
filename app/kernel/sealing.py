"""Sealing personal data for storage: AES-256-GCM, bound to its place, under keys that can be rotated.

A sealed text is `version | key id | nonce | ciphertext`. The place (`users.phone:17`) is authenticated with
it, so that a value moved to another row or column does not open there.
"""

import hashlib
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_ID = 4
_NONCE = 12
_HEAD = len(_VERSION) + _ID + _NONCE


class Unreadable(Exception):  # noqa: N818 - reads as what it is
    """Sealed under a key that is gone, damaged, or moved from another place."""


def key_id(key: bytes) -> bytes:
    """Tells which key sealed a text, and nothing else about the key."""
    return hashlib.sha256(b"key-id:" + key).digest()[:_ID]


def seal(key: bytes, text: str, *, place: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return _VERSION + key_id(key) + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())


def unseal(keys: Sequence[bytes], sealed: bytes, *, place: str) -> str:
    """The text again.

    Raises:
        Unreadable: none of `keys` sealed it, or not for this place.
    """
    for key in keys:
        if sealed[: 1 + _ID] == _VERSION + key_id(key):
            return _open(key, sealed, place)
    raise Unreadable(place)


def sealed_by(key: bytes, sealed: bytes) -> bool:
    """Whether it already stands under this key."""
    return sealed[1 : 1 + _ID] == key_id(key)


def _open(key: bytes, sealed: bytes, place: str) -> str:
    nonce, ciphertext = sealed[1 + _ID : _HEAD], sealed[_HEAD:]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unreadable(place) from error
