"""What Stripe's refusals mean to us: the one table (https://docs.stripe.com/error-low-level)."""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from app.kernel.errors import OutsideError, PermanentError, TransientError

_BY_CODE: dict[str, type[OutsideError]] = {
    "balance_insufficient": TransientError,  # of a refund: there will be money again
    "idempotency_key_in_use": TransientError,
    "lock_timeout": TransientError,
    "rate_limit": TransientError,
}
_BY_KIND: tuple[tuple[type[stripe.StripeError], type[OutsideError]], ...] = (
    (stripe.APIConnectionError, TransientError),  # time-outs: the outcome may be unknown
    (stripe.RateLimitError, TransientError),
    (stripe.AuthenticationError, TransientError),  # our key is wrong, not the payment: an operator mends it
    (stripe.PermissionError, TransientError),
    (stripe.IdempotencyError, PermanentError),
    (stripe.CardError, PermanentError),
    (stripe.InvalidRequestError, PermanentError),
    (stripe.APIError, TransientError),
)
_SERVER_ERROR = 500


@contextmanager
def translated() -> Iterator[None]:
    """Stripe's errors leave as ours. Their texts stay behind: they may quote what a client typed."""
    try:
        yield
    except stripe.StripeError as error:
        raise failure_of(error) from error


def failure_of(error: stripe.StripeError) -> OutsideError:
    """Unknown kinds are transient: trying again under the same key does no harm."""
    kinds = (ours for theirs, ours in _BY_KIND if isinstance(error, theirs))
    kind = _BY_CODE.get(code_of(error) or "") or next(kinds, TransientError)
    words = (type(error).__name__, code_of(error), error.http_status, error.request_id)
    return kind("Stripe: " + " ".join(str(word) for word in words if word))


def code_of(error: stripe.StripeError) -> str | None:
    """The machine-readable code; some classes of the library leave it in the body."""
    body = error.json_body if isinstance(error.json_body, dict) else {}
    found = body.get("error")
    code = error.code or (found.get("code") if isinstance(found, dict) else None)
    return str(code) if code else None


def is_kept(error: stripe.StripeError) -> bool:
    """Whether a failure is not news: Stripe keeps a 500 under its key, and repeats it for a day."""
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    return (error.http_status or 0) >= _SERVER_ERROR and headers.get("idempotent-replayed") == "true"
