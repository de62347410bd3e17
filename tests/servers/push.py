"""A browser and its push service: takes what it can open, as RFC 8030, 8291 and 8292 say."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
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
from tests.servers.web import Asked, Says, web_server


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point_of(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Browser:
    """One subscription. `shown` is what its person has seen, the latest of each tag."""

    base: str
    name: str = "one"
    ended: bool = False
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    headers: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._key, self._secret = generate_private_key(SECP256R1()), b"sixteen bytes!!!"

    @property
    def device(self) -> Device:
        return Device(
            endpoint=f"{self.base}/push/{self.name}", p256dh=b64(point_of(self._key)), auth=b64(self._secret)
        )

    def receives(self, asked: Asked) -> Says:
        if self.ended:
            return Says(410)
        if not self._is_signed(asked.headers.get("authorization", "")):
            return Says(403)
        if int(asked.headers["ttl"]) < 0 or len(asked.headers.get("topic", "")) > 32:
            return Says(400)
        told = json.loads(opened(self._key, self._secret, asked.body))
        self.headers.append(dict(asked.headers))
        self.shown[told["tag"]] = told
        return Says(201, {"Location": f"{self.base}/message/{len(self.headers)}"})

    def _is_signed(self, header: str) -> bool:
        scheme, _, rest = header.partition(" ")
        fields = dict(part.strip().split("=", 1) for part in rest.split(","))
        key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), unb64(fields["k"]))
        claims = jwt.decode(fields["t"], key, algorithms=["ES256"], audience=self.base)
        return scheme == "vapid" and claims["sub"].startswith(("mailto:", "https:"))


def opened(key: EllipticCurvePrivateKey, secret: bytes, body: bytes) -> bytes:
    """What the sender wrote (RFC 8291 §3.4, RFC 8188 §2)."""
    salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
    theirs, sealed = body[21 : 21 + length], body[21 + length :]
    assert len(sealed) <= size
    shared = key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), theirs))
    root = HKDF(SHA256(), 32, secret, b"WebPush: info\x00" + point_of(key) + theirs).derive(shared)
    content_key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(root)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(root)
    plain = AESGCM(content_key).decrypt(nonce, sealed, None)
    content, _, padding = plain.rpartition(b"\x02")
    assert not padding.strip(b"\x00")
    return content


@dataclass
class PushService:
    url: str = ""
    fails: list[Says] = field(default_factory=list)
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, name: str = "one") -> Browser:
        """Somebody subscribes."""
        return self.browsers.setdefault(name, Browser(self.url, name))

    def answer(self, asked: Asked) -> Says:
        if self.fails:
            return self.fails.pop(0)
        found = self.browsers.get(asked.path.removeprefix("/push/"))
        return found.receives(asked) if found else Says(404)


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()
    with web_server() as site:
        service.url = f"http://127.0.0.1:{site.port}"
        site.says = service.answer
        yield service
