"""From Stripe's page to our books: the webhook, the inbox, the worker, the truth."""

import time

import pytest
from sqlalchemy import text

from app.db import ledger
from app.db.session import transaction
from app.payments import service
from app.payments.models import PaymentStatus
from tests.adapters.payments.stripe.shop import ADDRESS, Shop
from tests.factories.payments import row, status
from tests.payments.stage import hurry, tasks, work
from tests.servers.stripe.buttons import GOOD
from tests.servers.stripe.faults import Fault
from tests.servers.stripe.messenger import Journey


def test_a_payment_on_stripes_page_reaches_the_booking(shop: Shop) -> None:
    owed = shop.owed()

    back = shop.pay(owed, GOOD)
    answers = shop.mail()
    before = status(owed)
    work()

    assert (back.status, back.headers["Location"]) == (303, f"{service.pay_link(owed)}/done")
    assert answers == [200, 200]
    assert (before, status(owed)) == (PaymentStatus.OPEN, PaymentStatus.AUTHORIZED)


def test_our_door_asks_stripe_nothing_while_stripe_waits(shop: Shop) -> None:
    shop.pay(shop.owed(), GOOD)
    before = len(shop.till.imitation.books.calls)

    shop.mail()

    assert len(shop.till.imitation.books.calls) == before


@pytest.mark.parametrize("journey", list(Journey))
def test_however_the_webhooks_travel_the_end_is_the_same(shop: Shop, journey: Journey) -> None:
    shop.till.imitation.messenger.journey = journey
    owed = shop.owed()
    shop.pay(owed, GOOD)

    shop.mail(hurry=True)
    work()
    if journey is Journey.LOST:
        _time_goes_by(owed)
    with transaction() as session:
        service.order_capture(session, row(owed).booking_id)
    work()
    shop.mail(hurry=True)
    work()

    assert status(owed) is PaymentStatus.CAPTURED
    assert shop.till.imitation.books.total("charge") == row(owed).captured_minor == 4500


def _time_goes_by(owed: int) -> None:
    """Long enough for the reconciliation to wonder."""
    with transaction() as session:
        session.execute(
            text("UPDATE payments SET updated_at = now() - interval '3 minutes' WHERE id = :id"), {"id": owed}
        )
        ledger.enqueue(session, "payments.reconcile")
    work()


def test_a_webhook_that_comes_again_weeks_later_changes_nothing(shop: Shop) -> None:
    owed = shop.captured()
    shop.mail(hurry=True)
    work()
    version, done = row(owed).version, tasks("payments.apply_notice")
    event = shop.till.imitation.books.of("event", type="checkout.session.completed")[0]

    again = shop.post(*shop.till.imitation.messenger.letter(event))
    work()

    assert (again, row(owed).version, tasks("payments.apply_notice")) == (200, version, done)


def test_a_webhook_that_our_door_refused_is_brought_again(shop: Shop) -> None:
    owed = shop.owed()
    shop.pay(owed, GOOD)
    messenger = shop.till.imitation.messenger

    first = messenger.carry(lambda *_: 503, hurry=True)
    second = messenger.carry(shop.post, hurry=True)
    work()

    assert (first, second) == ([503, 503], [200, 200])
    assert status(owed) is PaymentStatus.AUTHORIZED


@pytest.mark.parametrize("how", ["forged", "stale", "missing", "changed"])
def test_a_webhook_that_is_not_stripes_is_refused_and_forgotten(shop: Shop, how: str) -> None:
    shop.pay(shop.owed(), GOOD)
    event = shop.till.imitation.books.of("event")[0]
    messenger = shop.till.imitation.messenger
    headers, body = messenger.letter(event)
    wrong = {
        "forged": ({"Stripe-Signature": messenger.sign(body, secrets=["whsec_guessed"])}, body),
        "stale": ({"Stripe-Signature": messenger.sign(body, at=time.time() - 301)}, body),
        "missing": ({}, body),
        "changed": (headers, body + b" "),
    }

    answer = shop.call("POST", ADDRESS, headers=wrong[how][0], data=wrong[how][1])

    assert answer.status_code == 400
    assert tasks("payments.apply_notice") == 0


def test_a_webhook_about_another_shop_in_the_account_is_done_with(shop: Shop) -> None:
    stranger = shop.till.imitation.books.add("payment_intent", status="succeeded", amount=100, metadata={})
    shop.till.imitation.chronicle.tell("payment_intent.succeeded", stranger)

    answers = shop.mail()
    done = work()

    assert answers == [200]
    assert done == [("payments.apply_notice", None)]


def test_money_goes_back_once_although_stripes_answer_was_lost(shop: Shop) -> None:
    owed = shop.captured()
    shop.till.imitation.faults.order(Fault.MUTE, "/refunds")

    shop.refund(owed, 1500)
    waiting = status(owed)
    hurry()
    work()

    assert waiting is PaymentStatus.CAPTURED
    assert status(owed) is PaymentStatus.PARTIALLY_REFUNDED
    assert shop.till.imitation.books.total("refund") == row(owed).refunded_minor == 1500


def test_the_two_sides_books_agree_after_a_bad_day(shop: Shop) -> None:
    captured, part, closed = shop.captured(), shop.captured(), shop.authorised()
    shop.till.imitation.faults.order(Fault.MUTE, "/cancel")
    shop.refund(captured, 4500)
    shop.refund(part, 1)

    with transaction() as session:
        service.order_void(session, row(closed).booking_id)
    work()
    hurry()
    work()

    books = shop.till.imitation.books
    rows = [row(owed) for owed in (captured, part, closed)]
    assert sum(one.captured_minor for one in rows) == books.total("charge") == 9000
    assert sum(one.refunded_minor for one in rows) == books.total("refund") == 4501
    assert [one.status for one in rows] == ["REFUNDED", "PARTIALLY_REFUNDED", "VOIDED"]
