"""What the company tells the site, and how well its messenger does that day."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from app.adapters.payments.sandbox.models import SandboxEvent
from app.db import ledger

LATE, LATER, A_MOMENT = timedelta(seconds=8), timedelta(seconds=11), timedelta(seconds=3)


class Messenger(StrEnum):
    """How the webhooks of one payment travel."""

    PROMPT = "prompt"
    LATE_AND_TWICE = "late"
    OUT_OF_ORDER = "disorder"
    LOST = "lost"


def tell(session: Session, reference: str, *kinds: str) -> None:
    """Send these events at once, in their order."""
    for kind in kinds:
        _send(session, _event(session, reference, kind))


def tell_of_payment(session: Session, reference: str, messenger: Messenger, *, now: datetime) -> None:
    """Two things happened, one after the other: the client began to pay, and the money was authorised."""
    began = _event(session, reference, "payment.processing")
    paid = _event(session, reference, "payment.authorized")
    _WAYS[messenger](session, began, paid, now)


def _promptly(session: Session, began: str, paid: str, _: datetime) -> None:
    _send(session, began)
    _send(session, paid)


def _late_and_twice(session: Session, began: str, paid: str, now: datetime) -> None:
    for delay in (LATE, LATER):
        _send(session, began, at=now + delay)
        _send(session, paid, at=now + delay)


def _out_of_order(session: Session, began: str, paid: str, now: datetime) -> None:
    _send(session, paid)
    _send(session, began, at=now + A_MOMENT)


def _never(session: Session, began: str, paid: str, now: datetime) -> None:
    """They stay in the company's books, and nobody hears of them."""
    del session, began, paid, now


_WAYS: dict[Messenger, Callable[[Session, str, str, datetime], None]] = {
    Messenger.PROMPT: _promptly,
    Messenger.LATE_AND_TWICE: _late_and_twice,
    Messenger.OUT_OF_ORDER: _out_of_order,
    Messenger.LOST: _never,
}


def _event(session: Session, reference: str, kind: str) -> str:
    event = SandboxEvent(id=f"evt_{secrets.token_hex(12)}", kind=kind, checkout_reference=reference)
    session.add(event)
    session.flush()
    return event.id


def _send(session: Session, event_id: str, *, at: datetime | None = None) -> None:
    ledger.enqueue(session, "payments.sandbox_notify", run_at=at, event_id=event_id)
