"""The messenger: signs each event as PayPal does, and carries it as well as it can that day."""

import binascii
import uuid
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import orjson
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from urllib3 import PoolManager

from tests.servers.paypal.authority import signing_key
from tests.servers.paypal.books import Books, Json, now

CERTIFICATE = "/v1/notifications/certs/CERT-360caa42-fca2a594-test"
Carry = Callable[[Mapping[str, str], bytes], int]


class Mode(StrEnum):
    PROMPT = "prompt"
    LATE = "late"  # they stay with the messenger until it is told `late=True`
    TWICE = "twice"
    DISORDER = "disorder"
    LOST = "lost"


@dataclass
class Post:
    books: Books
    webhook_id: str
    mode: Mode = Mode.PROMPT
    _sent: int = field(default=0, init=False)

    def deliver(self, carry: Carry, *, late: bool = False) -> list[int]:
        """Carry what has happened since the last time; each delivery's status."""
        if self.mode is Mode.LATE and not late:
            return []
        with self.books.lock:
            events, self._sent = self.books.events[self._sent :], len(self.books.events)
        return [carry(*self.letter(event)) for event in self._ordered(events)]

    def letter(
        self, event: Json, *, webhook_id: str | None = None, at: str | None = None
    ) -> tuple[dict[str, str], bytes]:
        """Headers and body of a webhook."""
        body, transmission, time = orjson.dumps(event), str(uuid.uuid4()), at or now()
        signed = f"{transmission}|{time}|{webhook_id or self.webhook_id}|{binascii.crc32(body)}".encode()
        return {
            "PAYPAL-AUTH-ALGO": "SHA256withRSA",
            "PAYPAL-CERT-URL": self.books.url + CERTIFICATE,
            "PAYPAL-TRANSMISSION-ID": transmission,
            "PAYPAL-TRANSMISSION-SIG": b64encode(signing_key().sign(signed, PKCS1v15(), SHA256())).decode(),
            "PAYPAL-TRANSMISSION-TIME": time,
            "Content-Type": "application/json",
        }, body

    def _ordered(self, events: list[Json]) -> list[Json]:
        ways: dict[Mode, list[Json]] = {
            Mode.TWICE: [*events, *events],
            Mode.DISORDER: events[::-1],
            Mode.LOST: [],
        }
        return ways.get(self.mode, events)


def by_http(address: str) -> Carry:
    """To a site that really listens."""
    pool = PoolManager(timeout=5, retries=False)
    return lambda headers, body: pool.request("POST", address, headers=dict(headers), body=body).status
