"""Events, signatures and patience of webhooks, in the form of Standard Webhooks 1.0. Pure."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

TEST = "endpoint.test"
CHANGED = "booking.changed"

# What stands in a booking's history, and the event that tells it. All else is a change.
EVENTS = {
    "requested": "booking.requested",
    "held": "booking.held",
    "approval": "booking.awaiting_approval",
    "confirmed": "booking.confirmed",
    "moved": "booking.moved",
    "cancelled": "booking.cancelled",
    "rejected": "booking.rejected",
    "expired": "booking.expired",
    "completed": "booking.completed",
    "no_show": "booking.no_show",
}
TYPES = (*EVENTS.values(), CHANGED)

# The pause before each further try: three days in all, as Standard Webhooks advises.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
TRIES = len(PAUSES) + 1
JITTER = 0.2
LONGEST_WISH = timedelta(days=1)  # of a Retry-After
PATIENCE = timedelta(days=3)  # with an endpoint that takes nothing at all
BREATHER = timedelta(seconds=30)  # an endpoint that just failed is not asked for something else

SECRET_PREFIX = "whsec_"  # noqa: S105 - how a secret begins
SECRET_BYTES = 32
OLD_SECRET_LIVES = timedelta(days=1)


def pause(attempt: int, *, chance: float, wish: timedelta | None = None) -> timedelta | None:
    """How long to wait after the try of this number has failed; None: it was the last.

    `chance` in [0, 1) spreads those that failed together. A receiver may wish for longer.
    """
    if attempt > len(PAUSES):
        return None
    usual = PAUSES[attempt - 1] * (1 - JITTER + 2 * JITTER * chance)
    return max(usual, min(wish or timedelta(), LONGEST_WISH))


def is_given_up(failing_since: datetime | None, now: datetime) -> bool:
    return failing_since is not None and now - failing_since >= PATIENCE


def signatures(secrets: Sequence[str], message_id: str, sent: int, body: bytes) -> str:
    """The header `webhook-signature`: one signature for each live secret."""
    signed = f"{message_id}.{sent}.".encode() + body
    return " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets)


def written(secret: bytes) -> str:
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
