"""What goes wrong at Stripe means one of two things to us: try again under the same key, or never."""

import pytest
import stripe

from app.adapters.payments.stripe.errors import failure_of, is_kept
from app.kernel.errors import OutsideError, PermanentError, TransientError
from tests.adapters.payments.stripe.till import Till
from tests.servers.stripe.faults import Fault

REPLAYED = {"Idempotent-Replayed": "true"}


def body(code: str) -> dict[str, dict[str, str]]:
    return {"error": {"code": code, "message": "something about somebody@example.com"}}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (stripe.APIConnectionError("down"), TransientError),
        (stripe.RateLimitError("slow", http_status=429), TransientError),
        (stripe.AuthenticationError("key", http_status=401), TransientError),
        (stripe.PermissionError("scope", http_status=403), TransientError),
        (stripe.APIError("oops", http_status=500), TransientError),
        (stripe.APIError("in use", http_status=409), TransientError),
        (stripe.StripeError("new"), TransientError),
        (stripe.IdempotencyError("other", http_status=400), PermanentError),
        (stripe.CardError("no", "card", "card_declined", http_status=402), PermanentError),
        (stripe.InvalidRequestError("no", "id", "resource_missing", http_status=404), PermanentError),
        (stripe.InvalidRequestError("no", None, "balance_insufficient", http_status=400), TransientError),
        (stripe.InvalidRequestError("no", None, "lock_timeout", http_status=400), TransientError),
        (stripe.IdempotencyError("busy", json_body=body("idempotency_key_in_use")), TransientError),
    ],
    ids=lambda value: getattr(value, "code", None) or type(value).__name__,
)
def test_each_refusal_is_worth_another_try_or_not(
    error: stripe.StripeError, kind: type[OutsideError]
) -> None:
    assert type(failure_of(error)) is kind


def test_a_reason_names_the_code_and_the_request_and_quotes_nobody() -> None:
    error = stripe.InvalidRequestError(
        "No such thing: somebody@example.com",
        "id",
        "resource_missing",
        http_status=404,
        headers={"request-id": "req_1"},
    )

    assert str(failure_of(error)) == "Stripe: InvalidRequestError resource_missing 404 req_1"


def test_only_a_repeated_server_error_is_a_kept_one() -> None:
    assert is_kept(stripe.APIError("oops", http_status=500, headers=REPLAYED))
    assert not is_kept(stripe.APIError("oops", http_status=500))
    assert not is_kept(stripe.APIError("in use", http_status=409, headers=REPLAYED))


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.BROKEN, Fault.LIMITED, Fault.IN_USE, Fault.MUTE])
def test_a_bad_moment_of_stripe_is_worth_another_try(till: Till, fault: Fault) -> None:
    till.imitation.faults.order(fault)

    with pytest.raises(TransientError):
        till.opened()


def test_a_wrong_key_of_ours_is_no_verdict_on_the_payment(till: Till) -> None:
    reference = till.opened().reference

    with pytest.raises(TransientError):
        till.adapter(secret_key="sk_test_revoked").fetch(reference)


def test_nobody_there_is_worth_another_try(till: Till) -> None:
    with pytest.raises(TransientError):
        till.adapter(url="http://127.0.0.1:9").fetch("cs_test_1")  # the discard port: nobody listens
