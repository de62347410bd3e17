"""Whose webhook is it? Signed by PayPal, for us, lately, by a certificate that leads to a root."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from app.adapters.clock.system import SystemClock
from app.adapters.payments.paypal import Account, PayPalPayments
from app.kernel.errors import BadSignature
from tests.adapters.payments.paypal.scene import Scene, order_id
from tests.contracts.paypal_company import account
from tests.servers.paypal.authority import authority, signing_key
from tests.servers.paypal.books import Json
from tests.servers.paypal.post import Mode

Headers = dict[str, str]
CERTIFICATE, SIGNATURE, TIME = "PAYPAL-CERT-URL", "PAYPAL-TRANSMISSION-SIG", "PAYPAL-TRANSMISSION-TIME"


def _event(scene: Scene, kind: str) -> Json:
    return next(one for one in scene.server.books.events if one["event_type"] == kind)


def _letter(scene: Scene) -> tuple[Headers, bytes]:
    scene.approved()
    return scene.server.post.letter(_event(scene, "CHECKOUT.ORDER.APPROVED"))


def test_each_kind_of_event_leads_to_its_order(scene: Scene) -> None:
    charge = scene.captured()
    scene.payments.refund(charge.reference, 100, key="rf:1")
    scene.server.dispute(scene.capture_id(charge))
    scene.authorised()

    for event in scene.server.books.events[:5]:
        notice = scene.payments.read_notice(*scene.server.post.letter(event))

        assert (notice.event_id, notice.kind) == (event["id"], event["event_type"])
        assert scene.payments.fetch(notice.reference).reference == charge.reference


def test_header_names_may_be_written_in_any_way(scene: Scene) -> None:
    headers, body = _letter(scene)

    assert scene.payments.read_notice({name.title(): value for name, value in headers.items()}, body)


def test_a_certificate_is_fetched_once(scene: Scene) -> None:
    headers, body = _letter(scene)

    for _ in range(3):
        scene.payments.read_notice(headers, body)

    assert scene.calls("GET /v1/notifications/certs") == 1


@pytest.mark.parametrize(
    "harm",
    [
        lambda headers: headers.pop(SIGNATURE),
        lambda headers: headers.update({SIGNATURE: "not base64"}),
        lambda headers: headers.update({SIGNATURE: "bm8="}),
        lambda headers: headers.update({TIME: "2031-01-01"}),
        lambda headers: headers.update({TIME: "yesterday"}),
        lambda headers: headers.update({"PAYPAL-TRANSMISSION-ID": "another"}),
        lambda headers: headers.update({"PAYPAL-AUTH-ALGO": "MD5withRSA"}),
        lambda headers: headers.update({CERTIFICATE: "x" * 5000}),
    ],
)
def test_a_damaged_signature_is_refused(scene: Scene, harm: Callable[[Headers], object]) -> None:
    headers, body = _letter(scene)
    harm(headers)

    with pytest.raises(BadSignature):
        scene.payments.read_notice(headers, body)


def test_a_body_that_was_changed_on_the_way_is_refused(scene: Scene) -> None:
    headers, body = _letter(scene)

    with pytest.raises(BadSignature, match="wrong"):
        scene.payments.read_notice(headers, body.replace(b"APPROVED", b"REPROVED", 1))


def test_what_was_signed_for_somebody_elses_webhook_is_forged_here(scene: Scene) -> None:
    """Every merchant of PayPal's gets webhooks by the same certificate: our webhook's id is signed too."""
    scene.approved()
    letter = scene.server.post.letter(scene.server.books.events[0], webhook_id="1JE4291016473214C")

    with pytest.raises(BadSignature, match="wrong"):
        scene.payments.read_notice(*letter)


@pytest.mark.parametrize("age", [timedelta(days=3, hours=2), timedelta(minutes=-6)])
def test_a_stale_webhook_and_one_from_the_future_are_refused(scene: Scene, age: timedelta) -> None:
    scene.approved()
    letter = scene.server.post.letter(scene.server.books.events[0], at=(datetime.now(UTC) - age).isoformat())

    with pytest.raises(BadSignature, match="too old"):
        scene.payments.read_notice(*letter)


def test_a_webhook_that_paypal_repeats_after_two_days_is_taken(scene: Scene) -> None:
    scene.approved()
    sent = (datetime.now(UTC) - timedelta(days=2)).isoformat()

    assert scene.payments.read_notice(*scene.server.post.letter(scene.server.books.events[0], at=sent))


@pytest.mark.parametrize(
    "address",
    [
        "https://paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://evil.example/v1/notifications/certs/CERT-1",
        "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
        "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
        "http://api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/CERT-1?next=https://evil.example",
        "https://api.paypal.com/v1/notifications/certs/../../../evil",
        "https://api.paypal.com/upload/CERT-1",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_certificate_from_elsewhere_is_never_fetched(scene: Scene, address: str) -> None:
    headers, body = _letter(scene)
    live = PayPalPayments(_live(), SystemClock())

    with pytest.raises(BadSignature, match="certificate"):
        live.read_notice(headers | {CERTIFICATE: address}, body)


def test_live_and_sandbox_take_their_own_certificates_alone() -> None:
    sandbox = Account(client_id="", secret="", webhook_id="", url="https://api-m.sandbox.paypal.com")

    assert _live().certificate_hosts == {"api.paypal.com", "api-m.paypal.com"}
    assert sandbox.certificate_hosts == {"api.sandbox.paypal.com", "api-m.sandbox.paypal.com"}


def _live() -> Account:
    return Account(client_id="", secret="", webhook_id="", url="https://api-m.paypal.com")


CERTIFICATES: dict[str, Callable[[], bytes]] = {
    "another root": lambda: authority("Somebody").chain(signing_key()),
    "run out": lambda: authority().chain(signing_key(), days=-1),
    "another owner": lambda: authority().chain(signing_key(), owner="shop.example"),
    "nearly the owner": lambda: authority().chain(
        signing_key(), owner="messageverificationcerts.paypal.com.evil"
    ),
    "nothing": lambda: b"",
    "rubbish": lambda: b"-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----\n",
}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_certificate_that_cannot_be_trusted_vouches_for_nobody(scene: Scene, name: str) -> None:
    scene.server.certificate = CERTIFICATES[name]()

    with pytest.raises(BadSignature):
        scene.payments.read_notice(*_letter(scene))


def test_a_certificate_whose_key_did_not_sign_is_no_proof(scene: Scene) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    scene.server.certificate = authority().chain(other)

    with pytest.raises(BadSignature, match="wrong"):
        scene.payments.read_notice(*_letter(scene))


def test_the_systems_own_roots_do_not_know_the_authority_of_the_tests(scene: Scene) -> None:
    strict = PayPalPayments(account(scene.server), SystemClock())

    with pytest.raises(BadSignature, match="root"):
        strict.read_notice(*_letter(scene))


def test_while_the_certificate_cannot_be_had_paypal_has_to_come_again(scene: Scene) -> None:
    scene.server.faults.add("error", "certs")
    headers, body = _letter(scene)

    with pytest.raises(BadSignature):
        scene.payments.read_notice(headers, body)
    assert scene.payments.read_notice(headers, body)


@pytest.mark.parametrize(
    "event",
    [
        {"id": "WH-1", "event_type": "CHECKOUT.ORDER.APPROVED"},
        {"id": "WH-1", "event_type": "CHECKOUT.ORDER.APPROVED", "resource": {"id": "../../evil"}},
        {"id": 1, "event_type": "CHECKOUT.ORDER.APPROVED", "resource": {"id": "5O190127TN364715T"}},
        {"id": "WH-1", "event_type": 1, "resource": {"id": "5O190127TN364715T"}},
        {"id": "WH-1", "event_type": "BILLING.PLAN.CREATED", "resource": {"links": []}},
        {"id": "WH-1", "event_type": "CUSTOMER.DISPUTE.CREATED", "resource": {"disputed_transactions": []}},
        ["WH-1"],
    ],
)
def test_a_signed_event_that_is_about_nothing_of_ours_is_refused(scene: Scene, event: Json) -> None:
    with pytest.raises(BadSignature):
        scene.payments.read_notice(*scene.server.post.letter(event))


@pytest.mark.parametrize(
    ("mode", "heard"),
    [(Mode.PROMPT, "AC"), (Mode.TWICE, "ACAC"), (Mode.DISORDER, "CA"), (Mode.LOST, ""), (Mode.LATE, "")],
)
def test_the_messenger_has_good_and_bad_days(scene: Scene, mode: Mode, heard: str) -> None:
    scene.authorised()
    scene.server.post.mode = mode
    kinds = {"CHECKOUT.ORDER.APPROVED": "A", "PAYMENT.AUTHORIZATION.CREATED": "C"}
    told: list[str] = []

    def carry(headers: Headers, body: bytes) -> int:
        told.append(kinds[scene.payments.read_notice(headers, body).kind])
        return 200

    scene.server.post.deliver(carry)

    assert "".join(told) == heard


def test_a_late_messenger_comes_in_the_end(scene: Scene) -> None:
    scene.server.post.mode = Mode.LATE
    charge = scene.approved()
    seen: list[bytes] = []

    scene.server.post.deliver(lambda _, body: seen.append(body) or 200, late=True)

    assert order_id(charge).encode() in seen[0]
