"""What a client does on the hosted page."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.adapters.payments.sandbox import books, events, holds
from app.adapters.payments.sandbox.cards import Mood
from app.adapters.payments.sandbox.events import Messenger
from app.ports.payments import ChargeState


def pay(
    session: Session, reference: str, messenger: Messenger, *, now: datetime, mood: Mood = Mood.GOOD
) -> bool:
    """Authorise the amount, unless the checkout was closed or paid before. Whether it happened now.

    Where a card is kept, `mood` is how that one takes being charged later.
    """
    if not books.move(session, reference, ChargeState.OPEN, ChargeState.AUTHORIZED):
        return False
    found = books.checkout(session, reference)
    if found is not None:
        holds.enter_card(session, found, mood)
    events.tell_of_payment(session, reference, messenger, now=now)
    return True


def decline(session: Session, reference: str) -> bool:
    """The card is refused. The client may try again, until the company gives up. Whether it was open."""
    state = books.decline(session, reference)
    if state is None:
        return False
    events.tell(session, reference, "payment.failed" if state is ChargeState.FAILED else "payment.declined")
    return True
