"""The cards port over Stripe: a Customer for each person, and the PaymentMethods that are attached to it."""

from collections.abc import Sequence

import stripe

from app.adapters.payments.stripe.client import Access, connect, keyed
from app.adapters.payments.stripe.errors import code_of, translated
from app.kernel.errors import PermanentError
from app.ports.cards import Card

_PAGE = 100
_GONE = "resource_missing"


class StripeCards:
    name = "stripe"

    def __init__(self, access: Access) -> None:
        self._stripe = connect(access)

    def open_customer(self, user_id: int, *, key: str) -> str:
        """Stripe learns our number of the person, and neither name nor address."""
        terms: stripe.params.CustomerCreateParams = {"metadata": {"user_id": str(user_id)}}
        with translated():
            return keyed(lambda options: self._stripe.v1.customers.create(terms, options), key).id

    def cards(self, customer: str) -> Sequence[Card]:
        with translated():
            kept = self._stripe.v1.customers.payment_methods.list(customer, {"type": "card", "limit": _PAGE})
            return [_card(one) for one in kept.data]

    def remove(self, customer: str, card: str) -> None:
        with translated():
            found = self._stripe.v1.payment_methods.retrieve(card)
            if found.customer is None:
                return
            if found.customer != customer:
                raise PermanentError("Stripe: this card is somebody else's")
            self._stripe.v1.payment_methods.detach(card, options={"idempotency_key": f"detach:{card}"})

    def forget(self, customer: str) -> None:
        with translated():
            try:
                self._stripe.v1.customers.delete(customer)
            except stripe.InvalidRequestError as refusal:
                if code_of(refusal) != _GONE:
                    raise


def _card(method: stripe.PaymentMethod) -> Card:
    card = method.card
    if card is None:
        raise PermanentError("Stripe: a card that is none")
    return Card(
        reference=method.id,
        brand=card.brand,
        last4=card.last4,
        exp_month=card.exp_month,
        exp_year=card.exp_year,
    )
