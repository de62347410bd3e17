"""What mail and phone companies tell us later by webhook: what became of a message, who wants no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Became(StrEnum):
    DELIVERED = "delivered"
    FAILED = "failed"  # this message; the address may be good
    BOUNCED = "bounced"  # there is nobody at this address
    COMPLAINED = "complained"
    STOPPED = "stopped"
    STARTED = "started"  # wants texts again


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """News of one message, by the `key` that we gave it, or of an `address` as a whole."""

    event_id: str
    became: Became
    key: str | None = None
    address: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A webhook as it came in. `url` is the public address that it was sent to, with its query."""

    url: str
    headers: Mapping[str, str]
    body: bytes


class Reporter(Protocol):
    def read(self, hook: Hook) -> Sequence[Report]:
        """Verify a webhook, without asking anybody. Raises BadSignature."""
        ...
