"""A webhook is believed when one of our secrets signed it lately, and then only as a hint."""

import json
import time
from typing import Any

import pytest
import stripe

from app.kernel.errors import BadSignature
from app.ports.payments import Notice
from tests.adapters.payments.stripe.till import Till

OLD, NEW = "whsec_old", "whsec_new"


def event(till: Till, kind: str) -> dict[str, Any]:
    """The newest event of a kind."""
    events = till.imitation.books.of("event", type=kind)
    assert events, kind
    return events[0]


def test_a_signed_webhook_names_what_it_is_about(till: Till) -> None:
    charge = till.authorised()
    told = event(till, "checkout.session.completed")

    notice = till.ours.read_notice(*till.imitation.messenger.letter(told))

    assert notice == Notice(
        event_id=told["id"], kind="checkout.session.completed", reference=charge.reference
    )


@pytest.mark.parametrize(
    "kind",
    [
        "checkout.session.completed",
        "payment_intent.amount_capturable_updated",
        "charge.captured",
        "payment_intent.succeeded",
        "refund.created",
        "charge.refunded",
        "charge.dispute.created",
    ],
)
def test_whatever_a_webhook_is_about_leads_to_the_payment(till: Till, kind: str) -> None:
    charge = till.captured()
    till.ours.refund(charge.reference, 500, key="rf")
    till.imitation.buttons.dispute(charge.reference, 4000)

    notice = till.ours.read_notice(*till.imitation.messenger.letter(event(till, kind)))

    found = till.ours.fetch(notice.reference)
    assert (found.reference, found.payment_id) == (charge.reference, charge.payment_id)


def test_stripes_own_signature_is_the_imitations(till: Till) -> None:
    body = b'{"id": "evt_1"}'
    now = int(time.time())

    theirs = stripe.WebhookSignature.generate_signature_header(body.decode(), NEW, now)

    assert till.imitation.messenger.sign(body, at=now, secrets=[NEW]) == theirs


@pytest.mark.parametrize("signing", [[OLD], [NEW], [OLD, NEW]])
def test_while_a_secret_is_replaced_both_are_good(till: Till, signing: list[str]) -> None:
    till.authorised()
    ours = till.adapter(webhook_secrets=(NEW, OLD))
    till.imitation.messenger.secrets = signing

    letter = till.imitation.messenger.letter(event(till, "checkout.session.completed"))

    assert ours.read_notice(*letter).kind == "checkout.session.completed"


def test_a_secret_that_was_taken_back_is_good_no_more(till: Till) -> None:
    till.authorised()
    till.imitation.messenger.secrets = [OLD]

    letter = till.imitation.messenger.letter(event(till, "checkout.session.completed"))

    with pytest.raises(BadSignature):
        till.adapter(webhook_secrets=(NEW,)).read_notice(*letter)


@pytest.mark.parametrize("age", [301, 3600, 10**9])
def test_a_webhook_of_long_ago_is_refused(till: Till, age: int) -> None:
    body = json.dumps(
        {"id": "evt", "type": "t", "data": {"object": {"object": "refund", "id": "re"}}}
    ).encode()
    signature = till.imitation.messenger.sign(body, at=time.time() - age)

    with pytest.raises(BadSignature):
        till.ours.read_notice({"Stripe-Signature": signature}, body)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "t=1",
        "v1=00",
        "t=,v1=",
        "t=now,v1=00",
        "t=1,v0=00",
        "\u00e9",
        "t=1,v1=\u00e9",
        "t=" + "9" * 5000 + ",v1=1",
    ],
    ids=range(9),
)
def test_a_signature_that_is_none_is_refused(till: Till, signature: str) -> None:
    with pytest.raises(BadSignature):
        till.ours.read_notice({"Stripe-Signature": signature}, b"{}")


def test_a_body_that_was_changed_on_its_way_is_refused(till: Till) -> None:
    till.authorised()
    headers, body = till.imitation.messenger.letter(event(till, "checkout.session.completed"))

    with pytest.raises(BadSignature):
        till.ours.read_notice(headers, body.replace(b"4500", b"4501"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"id": "evt", "type": "t", "data": {}}',
        b'{"id": "evt", "type": "t", "data": {"object": null}}',
        b'{"id": 1, "type": "t", "data": {"object": {"object": "refund", "id": "re"}}}',
        b'{"id": "evt", "type": "t", "data": {"object": {"object": "refund", "id": ["re"]}}}',
        b'{"id": "evt", "type": "t", "data": {"object": {"object": "refund", "id": "' + b"r" * 201 + b'"}}}',
    ],
    ids=range(9),
)
def test_a_body_that_is_damaged_although_signed_is_refused(till: Till, body: bytes) -> None:
    with pytest.raises(BadSignature):
        till.ours.read_notice({"Stripe-Signature": till.imitation.messenger.sign(body)}, body)
