"""Cards kept to secure a booking: a session that sets up a card, and the charge that may be made to it later.

The session is the reference, as of any payment. Its SetupIntent names the card, and the PaymentIntent of the
charge names the session in its metadata. What was not charged ends when the card is detached.
"""

import stripe
from stripe import RequestOptions
from stripe.checkout import Session
from stripe.params import PaymentIntentCreateParams

from app.adapters.payments.stripe.amounts import step_of, to_stripe
from app.adapters.payments.stripe.errors import code_of
from app.adapters.payments.stripe.words import number_of, word_of
from app.kernel.errors import PermanentError
from app.ports.payments import CardRefused

_PAGE = 100


def keeps_card(session: Session) -> bool:
    return session.mode == "setup"


def setup_of(session: Session) -> stripe.SetupIntent | None:
    return session.setup_intent if isinstance(session.setup_intent, stripe.SetupIntent) else None


def card_of(session: Session) -> stripe.PaymentMethod | None:
    """The card that was entered; None: none yet."""
    setup = setup_of(session)
    card = setup.payment_method if setup else None
    return card if isinstance(card, stripe.PaymentMethod) else None


def charge_intent(client: stripe.StripeClient, session: Session) -> stripe.PaymentIntent | None:
    """The charge that was made to a session's card, or tried; None: nobody has asked for one."""
    if session.status != "complete" or not isinstance(session.customer, str):
        return None
    made = client.v1.payment_intents.list(
        {
            "customer": session.customer,
            "created": {"gte": session.created},
            "limit": _PAGE,
            "expand": ["data.latest_charge.refunds"],
        }
    )
    return next((one for one in made.auto_paging_iter() if word_of(one, "session") == session.id), None)


def charge_card(
    client: stripe.StripeClient, session: Session, amount_minor: int | None, options: RequestOptions
) -> None:
    """Take this much from the kept card, by default all that was agreed on. Raises CardRefused."""
    currency = (session.currency or "").upper()
    amount = number_of(session, "amount") if amount_minor is None else to_stripe(amount_minor, currency)
    try:
        client.v1.payment_intents.create(_terms(session, amount, currency), options)
    except stripe.CardError as refusal:
        raise CardRefused(f"Stripe: {code_of(refusal)}") from refusal


def let_go(client: stripe.StripeClient, session: Session, options: RequestOptions) -> None:
    card = card_of(session)
    if card is None:
        raise PermanentError("no card is kept")
    client.v1.payment_methods.detach(card.id, options=options)


def _terms(session: Session, amount: int, currency: str) -> PaymentIntentCreateParams:
    """All of it stood in the session's metadata when the client agreed."""
    card, customer = card_of(session), session.customer
    if card is None or not isinstance(customer, str):
        raise PermanentError("no card is kept")
    if amount > number_of(session, "amount"):
        raise PermanentError("more than was agreed on")
    terms: PaymentIntentCreateParams = {
        "amount": amount,
        "currency": currency.lower(),
        "customer": customer,
        "payment_method": card.id,
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
        "off_session": True,
        "confirm": True,
        "description": word_of(session, "description") or "",
        "metadata": {
            "session": session.id,
            "payment_id": word_of(session, "payment_id") or "",
            "key": word_of(session, "key") or "",
        },
    }
    destination, fee = word_of(session, "destination"), number_of(session, "fee")
    if destination:
        terms["transfer_data"] = {"destination": destination}
        share = fee * amount // number_of(session, "amount")
        if share := share - share % step_of(currency):
            terms["application_fee_amount"] = share
    return terms
