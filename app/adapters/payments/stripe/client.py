"""Stripe's own library, held to our ways: a pinned version, short patience, no retries but the ledger's."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import stripe
from stripe import RequestOptions

from app.adapters.payments.stripe.errors import is_kept

VERSION = "2026-10-28.endive"
PATIENCE = (2.0, 7.0)  # seconds to connect and to answer: three calls fit into one try of a task
_TRIES = ("", ":2", ":3")

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What Stripe's dashboard gives. The first webhook secret is the newest; `url` is an imitation's."""

    secret_key: str
    webhook_secrets: tuple[str, ...]
    url: str | None = None


def connect(access: Access, *, patience: tuple[float, float] = PATIENCE) -> stripe.StripeClient:
    logging.getLogger("stripe").setLevel(logging.WARNING)  # it would log each request and its refusal's text
    return stripe.StripeClient(
        access.secret_key,
        stripe_version=VERSION,
        base_addresses={"api": access.url} if access.url else {},
        http_client=stripe.RequestsClient(timeout=patience),
        max_network_retries=0,
    )


def keyed(write: Callable[[RequestOptions], Answer], key: str) -> Answer:
    """Write once under `key`; under the next one where Stripe keeps a 500. Look for the effect first."""
    for more in _TRIES[:-1]:
        try:
            return write({"idempotency_key": key + more})
        except stripe.APIError as error:
            if not is_kept(error):
                raise
    return write({"idempotency_key": key + _TRIES[-1]})
