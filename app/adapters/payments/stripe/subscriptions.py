"""The subscriptions port over Stripe Billing. A checkout that is paid becomes a subscription."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import stripe
from stripe.checkout import Session

from app.adapters.payments.stripe.amounts import from_stripe, to_stripe
from app.adapters.payments.stripe.client import Access, connect, keyed
from app.adapters.payments.stripe.errors import translated
from app.kernel.errors import PermanentError
from app.ports.subscriptions import Subscription, SubscriptionState, Terms, Wish

_SUBSCRIPTION = "sub_"
_STATES = {
    "trialing": SubscriptionState.TRIAL,
    "active": SubscriptionState.ACTIVE,
    "past_due": SubscriptionState.PAST_DUE,
    "incomplete": SubscriptionState.OPEN,
}  # all others have ended


class StripeSubscriptions:
    name = "stripe"

    def __init__(self, access: Access) -> None:
        self._stripe = connect(access)

    def offer(self, terms: Terms, *, key: str) -> str:
        interval: Any = terms.interval
        with translated():
            made = keyed(
                lambda options: self._stripe.v1.prices.create(
                    {
                        "currency": terms.currency.lower(),
                        "unit_amount": to_stripe(terms.price_minor, terms.currency),
                        "recurring": {"interval": interval},
                        "product_data": {"name": terms.name},
                        "metadata": {"plan": terms.code},
                    },
                    options,
                ),
                key,
            )
        return made.id

    def subscribe(self, wish: Wish) -> Subscription:
        terms = _checkout(wish)
        with translated():
            made = keyed(lambda options: self._stripe.v1.checkout.sessions.create(terms, options), wish.key)
        return self.fetch(made.id)  # a repeat is answered with how it stands now

    def fetch(self, reference: str) -> Subscription:
        with translated():
            if reference.startswith(_SUBSCRIPTION):
                return _told(self._stripe.v1.subscriptions.retrieve(reference))
            session = self._stripe.v1.checkout.sessions.retrieve(reference, {"expand": ["subscription"]})
        made = session.subscription
        return _told(made) if isinstance(made, stripe.Subscription) else _unpaid(session)

    def preview(self, reference: str, price: str) -> int:
        with translated():
            now = self._stripe.v1.subscriptions.retrieve(reference)
            due = self._stripe.v1.invoices.create_preview(
                {
                    "customer": _customer(now) or "",
                    "subscription": reference,
                    "subscription_details": {
                        "items": [{"id": _item(now).id, "price": price}],
                        "proration_behavior": "always_invoice",
                    },
                }
            )
        return from_stripe(due.amount_due, due.currency.upper())

    def change(self, reference: str, price: str, *, key: str) -> Subscription:
        with translated():
            now = self._stripe.v1.subscriptions.retrieve(reference)
            if _item(now).price.id != price:
                terms: stripe.params.SubscriptionUpdateParams = {
                    "items": [{"id": _item(now).id, "price": price}],
                    "proration_behavior": "always_invoice",
                }
                keyed(lambda options: self._stripe.v1.subscriptions.update(reference, terms, options), key)
        return self.fetch(reference)

    def renew(self, reference: str, *, going_on: bool, key: str) -> Subscription:
        terms: stripe.params.SubscriptionUpdateParams = {"cancel_at_period_end": not going_on}
        with translated():
            now = self._stripe.v1.subscriptions.retrieve(reference)
            if now.cancel_at_period_end == going_on:
                keyed(lambda options: self._stripe.v1.subscriptions.update(reference, terms, options), key)
        return self.fetch(reference)

    def portal(self, customer: str, *, return_url: str) -> str:
        with translated():
            made = self._stripe.v1.billing_portal.sessions.create(
                {"customer": customer, "return_url": return_url}, {"idempotency_key": uuid4().hex}
            )
        return made.url

    def owns(self, reference: str) -> bool:
        return reference.startswith(_SUBSCRIPTION)


def _checkout(wish: Wish) -> stripe.params.checkout.SessionCreateParams:
    ours = {"provider_id": str(wish.provider_id), "key": wish.key}
    data: stripe.params.checkout.SessionCreateParamsSubscriptionData = {"metadata": ours}
    if wish.trial_days:
        data["trial_period_days"] = wish.trial_days
    terms: stripe.params.checkout.SessionCreateParams = {
        "mode": "subscription",
        "client_reference_id": str(wish.provider_id),
        "metadata": ours,
        "line_items": [{"price": wish.price, "quantity": 1}],
        "subscription_data": data,
        "success_url": wish.success_url,
        "cancel_url": wish.cancel_url,
    }
    if wish.customer is not None:
        terms["customer"] = wish.customer
    return terms


def _told(found: stripe.Subscription) -> Subscription:
    item = _item(found)
    return Subscription(
        reference=found.id,
        provider_id=_provider(found.metadata),
        state=_STATES.get(found.status, SubscriptionState.ENDED),
        price=item.price.id,
        customer=_customer(found),
        period_end=datetime.fromtimestamp(item.current_period_end, UTC),
        ends_at_period_end=found.cancel_at_period_end,
    )


def _unpaid(session: Session) -> Subscription:
    is_open = session.status == "open"
    return Subscription(
        reference=session.id,
        provider_id=_provider(session.metadata),
        state=SubscriptionState.OPEN if is_open else SubscriptionState.ENDED,
        price=None,
        customer=session.customer if isinstance(session.customer, str) else None,
        period_end=None,
        ends_at_period_end=False,
        checkout_url=session.url if is_open else None,
    )


def _item(found: stripe.Subscription) -> stripe.SubscriptionItem:
    items: list[stripe.SubscriptionItem] = found["items"].data
    return items[0]


def _customer(found: stripe.Subscription) -> str | None:
    return found.customer if isinstance(found.customer, str) else None


def _provider(metadata: Any) -> int:
    word = (metadata["provider_id"] if metadata and "provider_id" in metadata else "") or ""
    if not word.isdecimal():
        raise PermanentError("Stripe: a subscription that is not one of our providers'")
    return int(word)
