"""Handing notifications to browsers' push services (RFC 8030). Their addresses come from strangers."""

import hashlib
from base64 import urlsafe_b64encode
from http import HTTPStatus

import orjson

from app.adapters.push.encryption import encrypted
from app.adapters.push.vapid import Vapid
from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.ports.clock import Clock
from app.ports.push import Device, Nudge
from app.ports.receipts import Receipt, Unreachable
from app.ports.web import Ask, OutOfBounds, Web

_TOPIC = 32  # characters at most (RFC 8030 §5.4)
_LINE = 300  # so that all of it fits in what a push service has to take (RFC 8291 §4: 3,993 bytes)

# What a push service answers, and what it means (RFC 8030 §5, RFC 8292 §4). Anything else passes.
ANSWERS: dict[int, type[OutsideError]] = {
    HTTPStatus.NOT_FOUND: Unreachable,
    HTTPStatus.GONE: Unreachable,
    HTTPStatus.BAD_REQUEST: PermanentError,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: PermanentError,
    HTTPStatus.UNAUTHORIZED: TransientError,  # our own key is at fault
    HTTPStatus.FORBIDDEN: TransientError,
}


class WebPush:
    def __init__(self, vapid: Vapid, web: Web, clock: Clock) -> None:
        self.public_key = vapid.public_key
        self._vapid = vapid
        self._web = web
        self._clock = clock

    def send(self, device: Device, nudge: Nudge) -> Receipt:
        body = encrypted(_shown(nudge), device)
        headers = {
            "Authorization": self._vapid.header(device.endpoint, now=self._clock.now()),
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(max(0, int(nudge.lasts.total_seconds()))),
            "Topic": _topic(nudge.key),
        }
        try:
            answer = self._web.ask(
                Ask(url=device.endpoint, method="POST", headers=headers, body=body, most=1000)
            )
        except OutOfBounds as error:
            raise Unreachable(str(error)) from error
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            raise ANSWERS.get(answer.status, TransientError)(f"push service {answer.status}")
        return Receipt(answer.headers.get("location", nudge.key))


def _shown(nudge: Nudge) -> bytes:
    """What our service worker reads."""
    title, body = nudge.title[:_LINE], nudge.body[:_LINE]
    return orjson.dumps({"title": title, "body": body, "url": nudge.url, "tag": nudge.key})


def _topic(key: str) -> str:
    """A message that waits at the push service is replaced by a later one of the same topic."""
    return urlsafe_b64encode(hashlib.sha256(key.encode()).digest()).decode()[:_TOPIC]
