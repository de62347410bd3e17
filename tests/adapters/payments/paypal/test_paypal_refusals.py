"""Every no of PayPal's becomes one of two errors, by one table."""

import pytest

from app.adapters.payments.paypal.refusals import NotThere, Refused, refusal
from app.kernel.errors import OutsideError, PermanentError, TransientError
from tests.adapters.payments.paypal.scene import Scene
from tests.servers.paypal.town import CLIENT_ID


def _body(issue: str) -> dict[str, object]:
    return {"name": "UNPROCESSABLE_ENTITY", "details": [{"issue": issue}]}


@pytest.mark.parametrize(
    ("status", "issue", "kind"),
    [
        (400, "INVALID_PARAMETER_VALUE", Refused),
        (401, "", TransientError),
        (403, "PERMISSION_DENIED", Refused),
        (404, "INVALID_RESOURCE_ID", NotThere),
        (408, "", TransientError),
        (409, "PREVIOUS_REQUEST_IN_PROGRESS", TransientError),
        (422, "AUTHORIZATION_EXPIRED", Refused),
        (422, "REFUND_AMOUNT_EXCEEDED", Refused),
        (422, "TRANSACTION_DISPUTED", Refused),
        (422, "PENDING_CAPTURE", TransientError),
        (422, "REFUND_FAILED_INSUFFICIENT_FUNDS", TransientError),
        (429, "RATE_LIMIT_REACHED", TransientError),
        (500, "INTERNAL_SERVER_ERROR", TransientError),
        (503, "", TransientError),
    ],
)
def test_an_answer_becomes_the_error_that_fits(status: int, issue: str, kind: type[OutsideError]) -> None:
    error = refusal(status, _body(issue))

    assert type(error) is kind
    assert issue in str(error)


@pytest.mark.parametrize("body", [None, [], "gone", {}, {"details": []}, {"details": ["x"]}, {"name": "NO"}])
def test_a_body_that_nobody_expects_is_still_a_refusal(body: object) -> None:
    assert isinstance(refusal(422, body), PermanentError)


def test_a_refusal_tells_paypals_word_and_nothing_of_the_payer(scene: Scene) -> None:
    charge = scene.captured()
    scene.payments.refund(charge.reference, 4500, key="rf:1")

    with pytest.raises(Refused) as caught:
        scene.payments.refund(charge.reference, 1, key="rf:2")

    assert caught.value.issue == str(caught.value) == "CAPTURE_FULLY_REFUNDED"


@pytest.mark.parametrize("fault", ["error", "busy", "broken", "cut"])
def test_a_bad_day_is_transient(scene: Scene, fault: str) -> None:
    reference = scene.opened().reference
    scene.server.faults.add(fault, "GET /v2/checkout")

    with pytest.raises(TransientError):
        scene.payments.fetch(reference)
    assert scene.payments.fetch(reference).reference == reference


def test_nobody_there_is_transient(scene: Scene) -> None:
    scene.server.faults.add("cut", "POST /v1/oauth2/token")

    with pytest.raises(TransientError):
        scene.opened()


def test_one_token_serves_many_calls(scene: Scene) -> None:
    for _ in range(3):
        scene.opened()

    assert scene.server.gate.given == 1


def test_a_token_is_renewed_before_it_expires(scene: Scene) -> None:
    scene.server.gate.lifetime = 59  # less than the minute of which a token must be sure

    scene.opened()
    scene.opened()

    assert scene.server.gate.given == 2


def test_a_withdrawn_token_is_replaced_within_the_call(scene: Scene) -> None:
    scene.opened()
    scene.server.gate.withdraw()

    assert scene.opened().checkout_url is not None
    assert scene.server.gate.given == 2


def test_wrong_credentials_wait_for_an_operator(scene: Scene) -> None:
    scene.server.gate.client_id = f"not {CLIENT_ID}"

    with pytest.raises(TransientError, match="401"):
        scene.opened()
