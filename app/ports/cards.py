"""Cards that a payment company keeps for our clients. Nobody here sees more of them than the last digits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A kept card as its owner may recognise it: read when they look, and written down nowhere."""

    reference: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int


class Cards(Protocol):
    """A company's vault. Each call raises TransientError or PermanentError, as those of payments do."""

    @property
    def name(self) -> str:
        """The company's name among the payment companies."""
        ...

    def open_customer(self, user_id: int, *, key: str) -> str:
        """Whose cards are kept: the company's name for this person, the same for the same `key`."""
        ...

    def cards(self, customer: str) -> Sequence[Card]:
        """Every card that is kept for them now, the newest first."""
        ...

    def remove(self, customer: str, card: str) -> None:
        """Keep this card no longer; gone already is no error. PermanentError: it is not theirs."""
        ...

    def forget(self, customer: str) -> None:
        """Keep nothing of theirs any longer; gone already is no error."""
        ...
