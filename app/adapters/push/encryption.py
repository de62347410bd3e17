"""Encrypting a notification for one browser alone (RFC 8291, in the form of RFC 8188)."""

import base64
import binascii
import os

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.ports.push import Device
from app.ports.receipts import Unreachable

_RECORD = 4096
_SECRET = 16
_LAST_RECORD = b"\x02"


def encrypted(
    content: bytes, device: Device, *, key: EllipticCurvePrivateKey | None = None, salt: bytes | None = None
) -> bytes:
    """The request's body. `key` and `salt` are used once; others than fresh ones are for the RFC's example.

    Raises:
        Unreachable: the device's keys are none.
    """
    theirs, point, secret = demand_keys(device)
    mine, salt = key or generate_private_key(SECP256R1()), salt or os.urandom(16)
    shown = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = mine.exchange(ECDH(), theirs)
    root = _derived(shared, secret, b"WebPush: info\x00" + point + shown, 32)
    content_key = _derived(root, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(root, salt, b"Content-Encoding: nonce\x00", 12)
    head = salt + _RECORD.to_bytes(4, "big") + bytes([len(shown)]) + shown
    return head + AESGCM(content_key).encrypt(nonce, content + _LAST_RECORD, None)


def demand_keys(device: Device) -> tuple[EllipticCurvePublicKey, bytes, bytes]:
    """The device's public key, its bytes, and its secret. Raises Unreachable."""
    try:
        point, secret = _decoded(device.p256dh), _decoded(device.auth)
        key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except (ValueError, binascii.Error) as error:
        raise Unreachable("the device's keys are none") from error
    if len(secret) != _SECRET:
        raise Unreachable("the device's secret is none")
    return key, point, secret


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def _decoded(text: str) -> bytes:
    bare = text.rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
