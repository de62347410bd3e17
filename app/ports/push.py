"""Notifications that browsers show, by the Push API."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from app.ports.receipts import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A browser's subscription, as it was made there: keys are base64url."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """What is shown. Of two with one `key` a device shows the later alone; after `lasts` it is of no use."""

    key: str
    title: str
    body: str
    url: str
    lasts: timedelta


class Push(Protocol):
    @property
    def public_key(self) -> str:
        """What browsers subscribe with (RFC 8292), base64url."""
        ...

    def send(self, device: Device, nudge: Nudge) -> Receipt:
        """Hand over to one device.

        Raises:
            TransientError: try again later.
            Unreachable: the subscription has ended.
            PermanentError: this will never be accepted.
        """
        ...
