"""Secrets of endpoints rest sealed, each bound to its endpoint."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from app.kernel import sealing
from app.ports import ports
from app.webhooks import rules
from app.webhooks.models import Endpoint

_PURPOSE = "webhook_endpoints.secret"


def mint() -> str:
    return rules.written(secrets.token_bytes(rules.SECRET_BYTES))


def seal(endpoint_id: int, secret: str) -> bytes:
    return sealing.seal(ports().site.keys(_PURPOSE)[0], secret, place=_place(endpoint_id))


def live(endpoint: Endpoint, *, now: datetime) -> Sequence[str]:
    """The secret that signs, and the one before it while both are good."""
    sealed = [endpoint.secret_encrypted]
    if endpoint.previous_secret_encrypted is not None and (endpoint.previous_until or now) > now:
        sealed.append(endpoint.previous_secret_encrypted)
    keys = ports().site.keys(_PURPOSE)
    return [sealing.unseal(keys, each, place=_place(endpoint.id)) for each in sealed]


def _place(endpoint_id: int) -> str:
    return f"webhook_endpoints.secret:{endpoint_id}"
