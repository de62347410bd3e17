"""The signature: RSA with SHA-256 over `id|time|webhook id|CRC-32 of the raw body`.

https://developer.paypal.com/api/rest/webhooks/rest/#link-selfverificationmethod
"""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from app.kernel.errors import BadSignature

_ALGORITHM = "SHA256withRSA"
# PayPal repeats a webhook for three days. A replay within them is harmless: its event is known by its id.
OLDEST, AHEAD = timedelta(days=3, hours=1), timedelta(minutes=5)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Seal:
    """The five headers of a webhook."""

    id: str
    time: str
    signature: bytes
    certificate_url: str

    @classmethod
    def read(cls, headers: Mapping[str, str]) -> "Seal":
        given = {name.lower(): value for name, value in headers.items() if len(value) <= _LONGEST}
        try:
            if given["paypal-auth-algo"] != _ALGORITHM:
                raise BadSignature("signed in an unknown way")
            return cls(
                given["paypal-transmission-id"],
                given["paypal-transmission-time"],
                b64decode(given["paypal-transmission-sig"], validate=True),
                given["paypal-cert-url"],
            )
        except (KeyError, binascii.Error, ValueError) as error:
            raise BadSignature("no readable signature") from error

    def demand_fresh(self, *, now: datetime) -> None:
        try:
            sent = datetime.fromisoformat(self.time)
            age = now - sent
        except (ValueError, TypeError, OverflowError) as error:  # TypeError: it names no zone
            raise BadSignature("no readable time") from error
        if not -AHEAD <= age <= OLDEST:
            raise BadSignature("too old, or from the future")

    def demand_genuine(self, key: RSAPublicKey, webhook_id: str, body: bytes) -> None:
        """`webhook_id` is ours: what PayPal signed for somebody else's webhook is forged here."""
        signed = f"{self.id}|{self.time}|{webhook_id}|{binascii.crc32(body)}".encode()
        try:
            key.verify(self.signature, signed, PKCS1v15(), SHA256())
        except InvalidSignature as error:
            raise BadSignature("the signature is wrong") from error
