"""The imitation itself: as strict as Stripe's own document, and as forgetful as Stripe's promises."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import stripe

from app.adapters.payments.stripe import Access
from app.adapters.payments.stripe.client import connect
from tests.adapters.payments.stripe.till import Till
from tests.contracts.companies import a_key
from tests.patience import eventually
from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET
from tests.servers.stripe.server import stripe_server
from tests.servers.stripe.story import tell


@pytest.fixture
def client(till: Till) -> stripe.StripeClient:
    access = Access(secret_key=SECRET_KEY, webhook_secrets=(WEBHOOK_SECRET,), url=till.imitation.site)
    return connect(access)


def test_every_call_of_ours_is_one_that_stripes_document_allows(till: Till) -> None:
    tell(till.access, till.imitation, a_key)

    assert {call.status for call in till.imitation.books.calls} == {200, 402}  # one card is declined


@pytest.mark.parametrize(
    "wrong",
    [
        {"amuont": 1},
        {"amount": "much"},
        {"reason": "rain"},
        {"metadata": {"key": {"deep": "er"}}},
        {"expand": ["data.charge.payment_intent.latest_charge.refunds"]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_parameter_that_stripe_does_not_know_is_refused(
    till: Till, client: stripe.StripeClient, wrong: dict[str, object]
) -> None:
    till.captured()
    intent = till.imitation.books.of("payment_intent")[0]["id"]

    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": intent, **wrong})  # type: ignore[typeddict-item]
    if "expand" not in wrong:
        assert till.imitation.books.cents == [till.imitation.books.cents[0]]  # no more than the capture


def test_a_key_is_good_for_the_same_parameters_only(till: Till, client: stripe.StripeClient) -> None:
    till.captured()
    intent = till.imitation.books.of("payment_intent")[0]["id"]
    first = client.v1.refunds.create({"payment_intent": intent, "amount": 5}, {"idempotency_key": "k"})

    again = client.v1.refunds.create({"payment_intent": intent, "amount": 5}, {"idempotency_key": "k"})

    assert again.id == first.id
    with pytest.raises(stripe.IdempotencyError):
        client.v1.refunds.create({"payment_intent": intent, "amount": 6}, {"idempotency_key": "k"})


def test_a_refund_of_more_than_is_left_is_refused(till: Till, client: stripe.StripeClient) -> None:
    till.captured()
    intent = till.imitation.books.of("payment_intent")[0]["id"]
    client.v1.refunds.create({"payment_intent": intent, "amount": 4000})

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        client.v1.refunds.create({"payment_intent": intent, "amount": 501})


def test_what_is_unknown_is_not_found(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.retrieve("pi_unknown")
    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")


@pytest.mark.parametrize("limit", [0, 101])
def test_a_page_has_a_size(client: stripe.StripeClient, limit: int) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.events.list({"limit": limit})


def test_events_are_listed_for_whoever_missed_them(till: Till, client: stripe.StripeClient) -> None:
    till.authorised()

    kinds = [event.type for event in client.v1.events.list({"limit": 2}).auto_paging_iter()]

    assert kinds == ["checkout.session.completed", "payment_intent.amount_capturable_updated"]


@pytest.fixture
def door() -> Iterator[tuple[str, list[str]]]:
    """An address, and the kinds of events that arrived there. It refuses the first."""
    arrived: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            arrived.append(event["type"])
            self.send_response(200 if len(arrived) > 1 else 503)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", arrived
    server.shutdown()
    thread.join()
    server.server_close()


def test_webhooks_travel_by_themselves_and_come_again_where_they_were_refused(
    door: tuple[str, list[str]],
) -> None:
    address, arrived = door
    with stripe_server(webhooks_to=address) as imitation:
        Till(imitation).authorised()

        eventually(lambda: len(arrived) == 3, within=20)

    assert arrived[2] == arrived[0] == "payment_intent.amount_capturable_updated"
