"""Kept cards of the company in memory: all there is to one is its owner and how it takes being charged."""

import secrets
import threading
from collections.abc import Sequence
from enum import StrEnum

from app.kernel.errors import PermanentError, TransientError
from app.ports.cards import Card


class Mood(StrEnum):
    GOOD = "good"
    DECLINED = "declined"
    ASKS = "asks"  # its bank wants the client themselves


class MemoryCards:
    def __init__(self, name: str) -> None:
        self.name = name
        self.away = False
        self.asked: list[str] = []
        self._lock = threading.Lock()
        self._customers: dict[str, str] = {}
        self._cards: dict[str, tuple[str, Mood]] = {}

    def open_customer(self, user_id: int, *, key: str) -> str:
        with self._lock:
            self._hear(f"customer {key}")
            return self._customers.setdefault(key, f"cus_{user_id}_{secrets.token_hex(4)}")

    def cards(self, customer: str) -> Sequence[Card]:
        with self._lock:
            self._hear("cards")
            return [_card(name) for name, (owner, _) in reversed(self._cards.items()) if owner == customer]

    def remove(self, customer: str, card: str) -> None:
        with self._lock:
            self._hear(f"remove {card}")
            owner, _ = self._cards.get(card, (customer, Mood.GOOD))
            if owner != customer:
                raise PermanentError("somebody else's card")
            self._cards.pop(card, None)

    def forget(self, customer: str) -> None:
        with self._lock:
            self._hear(f"forget {customer}")
            self._cards = {name: kept for name, kept in self._cards.items() if kept[0] != customer}

    def _hear(self, call: str) -> None:
        self.asked.append(call)
        if self.away:
            raise TransientError("away")

    def keep(self, customer: str, mood: Mood) -> str:
        """The client enters a card."""
        with self._lock:
            card = f"card_{secrets.token_hex(8)}"
            self._cards[card] = customer, mood
            return card

    def mood_of(self, card: str | None) -> Mood | None:
        """How a card takes being charged; None: it is not kept."""
        found = self._cards.get(card or "")
        return found[1] if found else None

    def drop(self, card: str | None) -> None:
        """It is not needed any more."""
        with self._lock:
            self._cards.pop(card or "", None)


def _card(name: str) -> Card:
    return Card(reference=name, brand="visa", last4="4242", exp_month=12, exp_year=2040)
