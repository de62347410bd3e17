"""Every call that our adapter ever makes, made once: with a destination and without, whole and in part."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.adapters.payments.stripe import StripePayments, StripePayouts
from tests.contracts.companies import an_order
from tests.servers.stripe.company import Imitation


def tell(
    payments: StripePayments, payouts: StripePayouts, imitation: Imitation, key: Callable[[], str]
) -> None:
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
    list(payments.recent(datetime.now(UTC) - timedelta(hours=1)))
