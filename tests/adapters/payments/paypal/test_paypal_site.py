"""A whole site that takes money through PayPal: pay link, PayPal's page, webhooks, workers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import text

from app.db import ledger
from app.db.session import statements, transaction
from app.payments import service
from app.payments.models import PaymentStatus
from app.ports import ports
from tests.adapters.payments.paypal.scene import Scene
from tests.factories.payments import People, payment, people, row, status
from tests.payments.stage import application, hurry, installed, work
from tests.races import at_once
from tests.servers.paypal.post import Mode
from workers.boot import load_actors


@dataclass
class Shop:
    app: Flask
    scene: Scene
    people: People

    def checkout(self) -> int:
        """A payment whose client stands before PayPal's page."""
        owed = payment(self.people)
        link = service.pay_link(owed).removeprefix(ports().site.public_url)
        assert self.app.test_client().get(link).status_code == 303
        return owed

    def approve(self, payment_id: int, *, card: str = "good") -> bool:
        reference = row(payment_id).company_reference
        assert reference is not None
        return self.scene.server.approve(reference.partition("~")[0], card=card)

    def hear(self, *, late: bool = False) -> list[int]:
        """PayPal's messenger comes, and the workers do what follows."""

        def carry(headers: dict[str, str], body: bytes) -> int:
            return self.app.test_client().post("/v1/webhooks/paypal", headers=headers, data=body).status_code

        answers = self.scene.server.post.deliver(carry, late=late)
        work()
        return answers

    def void(self, payment_id: int) -> None:
        with transaction() as session:
            service.order_void(session, row(payment_id).booking_id)
        work()


@pytest.fixture
def shop(scene: Scene, database_url: str) -> Iterator[Shop]:
    load_actors()
    with installed(database_url, payments=scene.payments):
        yield Shop(application(database_url), scene, people())


def _sum(shop: Shop, kind: str) -> int:
    return int(shop.scene.server.books.total(kind) * 100)


@pytest.mark.parametrize("mode", [Mode.PROMPT, Mode.TWICE, Mode.DISORDER])
def test_a_payment_goes_its_whole_way(shop: Shop, mode: Mode) -> None:
    shop.scene.server.post.mode = mode
    owed = shop.checkout()

    shop.approve(owed)
    heard = shop.hear()
    with transaction() as session:
        service.order_capture(session, row(owed).booking_id)
    work()
    with transaction() as session:
        service.order_refund(session, row(owed).booking_id, 1500, reason="A part.")
    work()
    shop.hear()

    made = row(owed)
    assert set(heard) == {200}
    assert (made.status, made.captured_minor, made.refunded_minor) == ("PARTIALLY_REFUNDED", 4500, 1500)
    assert (_sum(shop, "captured"), _sum(shop, "refunded")) == (4500, 1500)


def test_webhooks_that_come_late_find_the_truth_already_known(shop: Shop) -> None:
    shop.scene.server.post.mode = Mode.LATE
    owed = shop.checkout()
    shop.approve(owed)
    before = status(owed)

    heard = shop.hear(late=True)

    assert (before, set(heard)) == (PaymentStatus.OPEN, {200})
    assert status(owed) is PaymentStatus.AUTHORIZED


def test_lost_webhooks_are_made_good_by_the_reconciliation(shop: Shop) -> None:
    owed = shop.checkout()
    shop.approve(owed)
    with statements() as connection:
        query = text("UPDATE payments SET updated_at = now() - interval '3 minutes' WHERE id = :id")
        connection.execute(query, {"id": owed})
    with transaction() as session:
        ledger.enqueue(session, "payments.reconcile")

    work()

    assert status(owed) is PaymentStatus.AUTHORIZED


def test_who_approves_after_their_hold_ran_out_pays_nothing(shop: Shop) -> None:
    owed = shop.checkout()
    shop.void(owed)

    shop.approve(owed)
    shop.hear()

    assert status(owed) is PaymentStatus.VOIDED
    assert shop.scene.server.books.journal == []


def test_of_the_client_and_the_hold_exactly_one_wins(shop: Shop) -> None:
    for _ in range(4):
        owed = shop.checkout()

        at_once([partial(shop.approve, owed), partial(shop.void, owed)])
        shop.hear()
        hurry()
        work()

        reference = str(row(owed).company_reference)
        held = [one.kind for one in shop.scene.server.books.journal if reference.startswith(one.order_id)]
        assert (status(owed), held) in [
            (PaymentStatus.AUTHORIZED, ["authorized"]),
            (PaymentStatus.VOIDED, []),
        ]


def test_a_forged_webhook_is_refused(shop: Shop) -> None:
    shop.approve(shop.checkout())
    headers, body = shop.scene.server.post.letter(shop.scene.server.books.events[-1], webhook_id="ANOTHER")

    answer = shop.app.test_client().post("/v1/webhooks/paypal", headers=headers, data=body)

    assert (answer.status_code, answer.json["error"]["details"][0]["field"]) == (400, "signature")


def test_a_webhook_answers_without_asking_paypal(shop: Shop) -> None:
    shop.approve(shop.checkout())
    shop.hear()
    shop.approve(shop.checkout())
    shop.scene.server.asked.clear()
    letter = shop.scene.server.post.letter(shop.scene.server.books.events[-1])

    answer = shop.app.test_client().post("/v1/webhooks/paypal", headers=letter[0], data=letter[1])

    assert (answer.status_code, shop.scene.server.asked) == (200, [])
