"""Sending texts to phones."""

from dataclasses import dataclass
from typing import Protocol

from app.ports.receipts import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text to one number in E.164. `key` comes back in reports."""

    key: str
    to: str
    text: str


class Sms(Protocol):
    def send(self, text: Text) -> Receipt:
        """Hand over one text.

        Raises:
            TransientError: try again later.
            Unreachable: this number takes no texts, or its owner wants none.
            PermanentError: this text will never be accepted.
        """
        ...
