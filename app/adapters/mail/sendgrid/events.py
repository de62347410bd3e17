"""SendGrid's signed event webhook: what became of a letter.

https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
"""

import binascii
from base64 import b64decode
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from app.kernel.errors import BadSignature
from app.ports.clock import Clock
from app.ports.reports import Became, Hook, Report

_SIGNATURE = "x-twilio-email-event-webhook-signature"
_TIME = "x-twilio-email-event-webhook-timestamp"
_OLDEST = timedelta(days=1, hours=1)  # SendGrid repeats for a day; a replay is harmless, its events are known
_AHEAD = timedelta(minutes=5)

# `bounce` is judged by its type, `dropped` by its reason; what is not here is no news to us.
BECAME = {
    ("delivered", ""): Became.DELIVERED,
    ("bounce", "bounce"): Became.BOUNCED,
    ("bounce", "blocked"): Became.FAILED,  # for now, or by a filter
    ("dropped", "Bounced Address"): Became.BOUNCED,
    ("dropped", "Invalid"): Became.BOUNCED,
    ("dropped", "Spam Reporting Address"): Became.COMPLAINED,
    ("dropped", ""): Became.FAILED,
    ("spamreport", ""): Became.COMPLAINED,
}


class SendGridReports:
    """`public_key` is the verification key as SendGrid shows it: DER in base64."""

    def __init__(self, public_key: str, clock: Clock) -> None:
        key = load_der_public_key(b64decode(public_key))
        if not isinstance(key, EllipticCurvePublicKey):
            raise TypeError("SendGrid's verification key is one of an elliptic curve")
        self._key = key
        self._clock = clock

    def read(self, hook: Hook) -> Sequence[Report]:
        self._demand_genuine({name.lower(): value for name, value in hook.headers.items()}, hook.body)
        try:
            events = orjson.loads(hook.body)
        except orjson.JSONDecodeError as error:
            raise BadSignature("the body is damaged") from error
        return list(_reports(events))

    def _demand_genuine(self, headers: dict[str, str], body: bytes) -> None:
        sent = headers.get(_TIME, "")
        try:
            self._key.verify(
                b64decode(headers.get(_SIGNATURE, ""), validate=True), sent.encode() + body, _HOW
            )
            age = self._clock.now().timestamp() - float(sent)
        except (InvalidSignature, binascii.Error, ValueError) as error:
            raise BadSignature("the signature is missing or wrong") from error
        if not -_AHEAD.total_seconds() <= age <= _OLDEST.total_seconds():
            raise BadSignature("too old, or from the future")


_HOW = ECDSA(SHA256())


def _reports(events: Any) -> Iterator[Report]:
    for event in events if isinstance(events, list) else ():
        became = _became(event)
        if became is not None and "key" in event and "sg_event_id" in event:
            yield Report(
                event_id=str(event["sg_event_id"]),
                became=became,
                key=str(event["key"]),
                reason=_code(event),
            )


def _became(event: dict[str, Any]) -> Became | None:
    name = str(event.get("event"))
    detail = event.get("type") if name == "bounce" else event.get("reason") if name == "dropped" else ""
    return BECAME.get((name, str(detail or ""))) or BECAME.get((name, ""))


def _code(event: dict[str, Any]) -> str:
    """The code alone: the server's words repeat the person's address."""
    return f"SendGrid {event['event']} {event.get('status', '')}".strip()
