"""Asking Stripe how things stand."""

from collections.abc import Iterator
from datetime import datetime

import stripe
from stripe.checkout import Session

from app.adapters.payments.stripe.charges import WHOLE, charge_of, intent_of, is_ours, latest_charge
from app.adapters.payments.stripe.holds import charge_intent, keeps_card
from app.adapters.payments.stripe.words import word_of
from app.kernel.errors import PermanentError
from app.ports.payments import Charge

_PAGE = 100
_INTENT = "pi_"


def session_at(client: stripe.StripeClient, reference: str) -> Session:
    """A checkout by its own name, or by that of its payment."""
    if not reference.startswith(_INTENT):
        return client.v1.checkout.sessions.retrieve(reference, {"expand": WHOLE})
    found = client.v1.checkout.sessions.list({"payment_intent": reference, "expand": _each()}).data
    return found[0] if found else _session_of_hold(client, reference)


def _session_of_hold(client: stripe.StripeClient, reference: str) -> Session:
    """A payment without a checkout of its own was charged to a card that is kept, and says for which."""
    named = word_of(client.v1.payment_intents.retrieve(reference), "session")
    if named is None:
        raise PermanentError("Stripe: a payment without a checkout is not ours")
    return client.v1.checkout.sessions.retrieve(named, {"expand": WHOLE})


def intent_at(client: stripe.StripeClient, session: Session) -> stripe.PaymentIntent | None:
    """The payment of a checkout, or the one that was charged to the card it kept."""
    return charge_intent(client, session) if keeps_card(session) else intent_of(session)


def ours_since(client: stripe.StripeClient, since: datetime) -> Iterator[Session]:
    """Our checkouts that were opened since, the newest first, page by page."""
    made = client.v1.checkout.sessions.list(
        {"created": {"gte": int(since.timestamp())}, "limit": _PAGE, "expand": _each()}
    )
    return (session for session in made.auto_paging_iter() if is_ours(session))


def charge(client: stripe.StripeClient, session: Session) -> Charge:
    """A checkout in our words, with what else there is to know about its money."""
    intent = intent_at(client, session)
    taken = latest_charge(intent)
    if taken is None:
        return charge_of(session, intent, (), ())
    return charge_of(session, intent, _refunds(client, taken), _disputes(client, taken))


def _refunds(client: stripe.StripeClient, taken: stripe.Charge) -> list[stripe.Refund]:
    first = taken.refunds
    if first is not None and not first.has_more:
        return first.data
    return list(client.v1.refunds.list({"charge": taken.id, "limit": _PAGE}).auto_paging_iter())


def _disputes(client: stripe.StripeClient, taken: stripe.Charge) -> list[stripe.Dispute]:
    if not taken.disputed:
        return []
    return list(client.v1.disputes.list({"charge": taken.id, "limit": _PAGE}).auto_paging_iter())


def _each() -> list[str]:
    return [f"data.{path}" for path in WHOLE]
