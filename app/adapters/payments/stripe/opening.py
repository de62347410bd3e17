"""Opening the checkout of an order, or finding the one that its key opened before."""

from datetime import datetime, timedelta

import stripe
from stripe.checkout import Session

from app.adapters.payments.stripe import orders
from app.adapters.payments.stripe.amounts import to_stripe
from app.adapters.payments.stripe.charges import amount_of
from app.adapters.payments.stripe.client import keyed
from app.adapters.payments.stripe.errors import is_kept
from app.adapters.payments.stripe.reading import ours_since, session_at
from app.adapters.payments.stripe.words import word_of
from app.kernel.errors import PermanentError
from app.ports.payments import Order

_KEPT = timedelta(hours=25)  # Stripe forgets a key after 24


def open_session(client: stripe.StripeClient, order: Order, *, now: datetime) -> Session:
    """A repeat is answered with the session as it stands now, not as it was when it was opened."""
    terms = orders.checkout(order)
    try:
        made = client.v1.checkout.sessions.create(terms, {"idempotency_key": order.key})
    except stripe.IdempotencyError:  # other words: the merchant has another name, or it is another order
        return _same_order(client, order, now)
    except stripe.APIError as error:
        found = _opened_before(client, order, now) if is_kept(error) else None
        if found is not None:
            return found
        if not is_kept(error):
            raise
        return keyed(lambda options: client.v1.checkout.sessions.create(terms, options), order.key)
    replayed = made.last_response is not None and made.last_response.headers.get("idempotent-replayed")
    return session_at(client, made.id) if replayed else made


def _same_order(client: stripe.StripeClient, order: Order, now: datetime) -> Session:
    found = _opened_before(client, order, now)
    amount = to_stripe(order.amount_minor, order.currency)
    if found is None or (amount_of(found), found.currency) != (amount, order.currency.lower()):
        raise PermanentError("the key was used for another order")
    if found.client_reference_id != str(order.payment_id):
        raise PermanentError("the key was used for another order")
    return found


def _opened_before(client: stripe.StripeClient, order: Order, now: datetime) -> Session | None:
    """Rarely needed, so it may read through a day's list: Stripe cannot search sessions by our words."""
    made = ours_since(client, now - _KEPT)
    return next((one for one in made if word_of(one, "key") == order.key), None)
