"""The cards that companies keep for a client: whose they are, and which still secure something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.payments import queries
from app.payments.errors import CardInUse
from app.ports.cards import Card


@dataclass(frozen=True, slots=True)
class CardView:
    """A kept card, and the bookings that it secures."""

    id: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int
    secures: Sequence[int]


def customer_of(session: Session, user_id: int, *, company: str) -> str | None:
    """What the company calls this person; None: it keeps nothing of theirs."""
    return queries.customer(session, user_id, company=company)


def card_views(session: Session, user_id: int, cards: Sequence[Card]) -> list[CardView]:
    secured = queries.secured_by_card(session, user_id)
    return [_view(card, secured) for card in cards]


def refuse_in_use(session: Session, user_id: int, card: str) -> None:
    """Raises CardInUse: a booking ahead stands on this card."""
    if queries.secured_by_card(session, user_id).get(card):
        raise CardInUse


def _view(card: Card, secured: Mapping[str, Sequence[int]]) -> CardView:
    return CardView(
        card.reference, card.brand, card.last4, card.exp_month, card.exp_year, secured.get(card.reference, ())
    )
