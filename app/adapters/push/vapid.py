"""Saying who we are to push services: a signed token for each of them (RFC 8292)."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_LASTS = timedelta(hours=12)  # a day at most
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256


@dataclass(frozen=True, slots=True)
class Vapid:
    """Our key, and a contact for the push service's operator: a mailto: or https: address."""

    key: EllipticCurvePrivateKey
    contact: str

    @classmethod
    def of(cls, secret: bytes, contact: str) -> "Vapid":
        """From 32 bytes: a private key as it is commonly written, or any derived secret."""
        number = int.from_bytes(secret, "big") % _ORDER
        return cls(derive_private_key(number or 1, SECP256R1()), contact)

    @property
    def public_key(self) -> str:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    def header(self, endpoint: str, *, now: datetime) -> str:
        """The Authorization header for the push service of an endpoint."""
        parts = urlsplit(endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now + _LASTS, "sub": self.contact}
        return f"vapid t={jwt.encode(claims, self.key, algorithm='ES256')}, k={self.public_key}"
