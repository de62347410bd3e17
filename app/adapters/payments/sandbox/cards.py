"""The sandbox's vault: play cards in our own database, which know nothing but how they take being charged."""

import secrets
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.adapters.payments.sandbox.models import SandboxCard
from app.db.session import reading, transaction
from app.kernel.errors import PermanentError
from app.ports.cards import Card
from app.ports.site import Site


class Mood(StrEnum):
    GOOD = "good"
    DECLINED = "declined"
    ASKS = "asks"  # its bank wants the client themselves


class SandboxCards:
    """Refuses to exist in production."""

    name = "sandbox"

    def __init__(self, site: Site) -> None:
        if site.production:
            raise RuntimeError("the sandbox keeps no real cards: it cannot run in production")

    def open_customer(self, user_id: int, *, key: str) -> str:
        del key  # a person has one name here, however often it is asked for
        return f"sbc_{user_id}"

    def cards(self, customer: str) -> Sequence[Card]:
        mine = select(SandboxCard.reference).where(SandboxCard.customer == customer)
        newest = mine.order_by(SandboxCard.created_at.desc(), SandboxCard.reference)
        with reading() as session:
            return [_card(reference) for reference in session.scalars(newest)]

    def remove(self, customer: str, card: str) -> None:
        with transaction() as session:
            found = session.get(SandboxCard, card)
            if found is not None and found.customer != customer:
                raise PermanentError("somebody else's card")
            drop(session, card)

    def forget(self, customer: str) -> None:
        with transaction() as session:
            session.execute(delete(SandboxCard).where(SandboxCard.customer == customer))


def keep(session: Session, customer: str, mood: Mood) -> str:
    """The client enters a card; its name."""
    reference = f"sbd_{secrets.token_hex(12)}"
    session.add(SandboxCard(reference=reference, customer=customer, mood=mood))
    session.flush()
    return reference


def mood_of(session: Session, card: str | None) -> Mood | None:
    """How a card takes being charged. None: it is not kept any more."""
    found = session.scalar(select(SandboxCard.mood).where(SandboxCard.reference == card))
    return Mood(found) if found is not None else None


def drop(session: Session, card: str | None) -> None:
    session.execute(delete(SandboxCard).where(SandboxCard.reference == card))


def _card(reference: str) -> Card:
    return Card(reference=reference, brand="play", last4="4242", exp_month=12, exp_year=2040)
