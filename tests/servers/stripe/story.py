"""Every call that our adapter ever makes, made once: with a destination and without, whole and in part."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.adapters.clock.system import SystemClock
from app.adapters.payments.stripe import (
    Access,
    StripeCards,
    StripePayments,
    StripePayouts,
    StripeSubscriptions,
)
from app.kernel.errors import PermanentError
from app.ports.payments import Order
from tests.contracts.companies import an_order
from tests.contracts.plans import a_plan, a_wish
from tests.servers.stripe.buttons import GOOD
from tests.servers.stripe.company import Imitation
from tests.servers.stripe.setups import DECLINED_LATER


def tell(access: Access, imitation: Imitation, key: Callable[[], str]) -> None:
    payments, payouts = StripePayments(access, SystemClock()), StripePayouts(access)
    account = payouts.open_account(1, key=key()).reference
    payouts.onboarding(account, return_url="https://book.example", refresh_url="https://book.example")
    payouts.fetch(account)
    connected = replace(an_order(), destination=account, fee_minor=450)
    for order in (an_order(), connected):
        closed, released, taken = (
            payments.open_checkout(replace(order, key=key(), payment_id=number)).reference
            for number in (1, 2, 3)
        )
        payments.void(closed, key=key())
        imitation.buttons.pay(released)
        payments.release(released, key=key())
        imitation.buttons.pay(taken)
        payments.capture(taken, key=key(), amount_minor=4000)
        payments.refund(taken, 1000, key=key())
        for _ in range(11):
            imitation.buttons.refund_by_hand(taken, 1)
        imitation.buttons.dispute(taken, 1000)
        payments.fetch(imitation.buttons.intent_of(taken)["id"])
    _keep_cards(payments, StripeCards(access), imitation, connected, key)
    _sell_plans(access, imitation, key)
    list(payments.recent(datetime.now(UTC) - timedelta(hours=1)))


def _keep_cards(
    payments: StripePayments,
    vault: StripeCards,
    imitation: Imitation,
    order: Order,
    key: Callable[[], str],
) -> None:
    """Cards that secure a booking, are charged, declined, let go and removed; and one that is saved."""
    somebody = vault.open_customer(1, key=key())
    saved = replace(order, key=key(), payment_id=4, customer=somebody, saves_card=True)
    imitation.buttons.pay(payments.open_checkout(saved).reference)
    cards = {"taken": GOOD, "declined": DECLINED_LATER, "let go": GOOD, "removed": GOOD}
    held = {}
    for number, (end, card) in enumerate(cards.items()):
        hold = replace(order, key=key(), payment_id=10 + number, customer=somebody, keeps_card=True)
        held[end] = payments.open_checkout(hold).reference
        imitation.buttons.pay(held[end], card)
    payments.capture(held["taken"], key=key(), amount_minor=1500)
    payments.refund(held["taken"], 500, key=key())
    with suppress(PermanentError):
        payments.capture(held["declined"], key=key(), amount_minor=1500)
    payments.release(held["let go"], key=key())
    intents = imitation.books.of("payment_intent", status="succeeded", customer=somebody)
    payments.fetch(intents[0]["id"])
    for card in vault.cards(somebody)[:1]:
        vault.remove(somebody, card.reference)
    vault.forget(somebody)


def _sell_plans(access: Access, imitation: Imitation, key: Callable[[], str]) -> None:
    """A plan with a trial, renewed, changed, ended and resumed; and one more of somebody known."""
    plans = StripeSubscriptions(access)
    small, large = (plans.offer(a_plan(price_minor=amount), key=key()) for amount in (1000, 3000))
    begun = plans.subscribe(a_wish(small, trial_days=14))
    imitation.buttons.pay(begun.reference)
    reference = plans.fetch(begun.reference).reference
    imitation.buttons.advance(15)
    plans.preview(reference, large)
    plans.change(reference, large, key=key())
    plans.renew(reference, going_on=False, key=key())
    known = plans.renew(reference, going_on=True, key=key()).customer
    plans.portal(known or "", return_url="https://book.example")
    plans.subscribe(replace(a_wish(small), customer=known))
