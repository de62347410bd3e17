"""Words of our own that Stripe keeps with its objects."""

import stripe
from stripe.checkout import Session


def word_of(thing: Session | stripe.Refund | stripe.PaymentIntent, name: str) -> str | None:
    """One of the words that we gave an object on its way."""
    return thing.metadata[name] if thing.metadata and name in thing.metadata else None


def number_of(session: Session, name: str) -> int:
    """A word that is a number; 0 where there is none."""
    word = word_of(session, name) or ""
    return int(word) if word.isdecimal() else 0
