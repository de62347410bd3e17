"""Bad days on request: each is used up by the next new writing call that it fits."""

from collections import deque
from enum import StrEnum

from tests.servers.stripe.refusals import Refused


class Fault(StrEnum):
    BUSY = "busy"  # 503 before anything is done or kept
    BROKEN = "broken"  # 500 before the effect; kept under the key for a day
    LIMITED = "limited"  # 429
    IN_USE = "in use"  # 409: the same key is being worked on
    MUTE = "mute"  # everything is done, and the line is cut before the answer
    SLOW = "slow"  # everything is done, and the answer comes after the caller's patience


class Faults:
    """`order` them as (fault, end of the path); they happen in their order."""

    def __init__(self) -> None:
        self._ordered: deque[tuple[Fault, str]] = deque()

    def order(self, fault: Fault, path: str = "") -> None:
        self._ordered.append((fault, path))

    def next_for(self, method: str, path: str) -> Fault | None:
        if method != "POST" or not self._ordered or not path.endswith(self._ordered[0][1]):
            return None
        return self._ordered.popleft()[0]


def before(fault: Fault | None) -> None:
    """Fail before the key is looked at."""
    if fault is Fault.BUSY:
        raise Refused("Service unavailable", status=503, kind="api_error", kept=False)
    if fault is Fault.LIMITED:
        raise Refused("Too many requests", status=429, code="rate_limit", kept=False)
    if fault is Fault.IN_USE:
        raise Refused("Key in use", status=409, kind="idempotency_error", code="idempotency_key_in_use")


def instead(fault: Fault | None) -> None:
    """Fail where the work would begin."""
    if fault is Fault.BROKEN:
        raise Refused("Something went wrong on Stripe's end", status=500, kind="api_error")
