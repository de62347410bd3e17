"""Checkouts of the sandbox that keep a card instead of taking money."""

from sqlalchemy.orm import Session

from app.adapters.payments.sandbox import books, cards
from app.adapters.payments.sandbox.cards import Mood
from app.adapters.payments.sandbox.models import SandboxCheckout
from app.ports.payments import ChargeState


def enter_card(session: Session, checkout: SandboxCheckout, mood: Mood) -> None:
    """The client has given a card: it is kept where that was asked for."""
    if checkout.customer is None:
        return
    card = cards.keep(session, checkout.customer, mood)
    checkout.card = card if checkout.keeps_card else None
    session.flush()


def state_of(session: Session, checkout: SandboxCheckout) -> ChargeState:
    """As it stands in the books, but a hold whose card was removed secures nothing."""
    state = ChargeState(checkout.state)
    lost = checkout.card is not None and cards.mood_of(session, checkout.card) is None
    return ChargeState.VOIDED if lost and state is ChargeState.AUTHORIZED else state


def refuses(session: Session, reference: str) -> bool:
    """Whether the card of this hold will not be charged. That is its end."""
    found = books.checkout(session, reference)
    if found is None or found.card is None:
        return False
    if cards.mood_of(session, found.card) is Mood.GOOD:
        return False
    return books.move(session, reference, ChargeState.AUTHORIZED, ChargeState.FAILED)


def let_go(session: Session, reference: str) -> None:
    """The card is needed no longer."""
    found = books.checkout(session, reference)
    if found is not None and found.card is not None:
        cards.drop(session, found.card)
