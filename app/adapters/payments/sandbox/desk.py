"""What a client does on the hosted page."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.adapters.payments.sandbox import books, events
from app.adapters.payments.sandbox.events import Messenger
from app.ports.payments import ChargeState


def pay(session: Session, reference: str, messenger: Messenger, *, now: datetime) -> bool:
    """Authorise the amount, unless the checkout was closed or paid before. Whether it happened now."""
    if not books.move(session, reference, ChargeState.OPEN, ChargeState.AUTHORIZED):
        return False
    events.tell_of_payment(session, reference, messenger, now=now)
    return True


def decline(session: Session, reference: str) -> bool:
    """The card is refused. The client may try again, until the company gives up. Whether it was open."""
    state = books.decline(session, reference)
    if state is None:
        return False
    events.tell(session, reference, "payment.failed" if state is ChargeState.FAILED else "payment.declined")
    return True
