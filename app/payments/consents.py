"""What clients agree to before a card is kept. A changed word is a new version. Pure."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    HOLD = "HOLD"  # the card is kept to secure one booking
    RESERVE = "RESERVE"  # money is reserved on it to secure one booking
    SAVE = "SAVE"  # the card is kept for later payments


class Wording(NamedTuple):
    kind: Kind
    version: str
    text: str


_WORDINGS = {
    Kind.HOLD: Wording(
        Kind.HOLD,
        "2026-11-hold",
        "Your card is kept to secure this booking with {merchant}. Nothing is taken now. By the booking's"
        " cancellation terms up to {amount} may be charged to it, without asking you again, if you cancel"
        " late or do not come. A week after the appointment the card is removed.",
    ),
    Kind.RESERVE: Wording(
        Kind.RESERVE,
        "2026-11-reserve",
        "{amount} is reserved on your card to secure this booking with {merchant}, and nothing is taken now."
        " By the booking's cancellation terms up to this amount may be taken, without asking you again, if"
        " you cancel late or do not come. Otherwise the reservation ends by itself.",
    ),
    Kind.SAVE: Wording(
        Kind.SAVE,
        "2026-11-save",
        "The card with which you pay is kept by the payment company for payments that you make here later."
        " You can remove it at any time.",
    ),
}


def wording(kind: Kind, *, merchant: str, amount: str) -> Wording:
    """The words in force, with name and amount filled in."""
    found = _WORDINGS[kind]
    return found._replace(text=found.text.format(merchant=merchant, amount=amount))
