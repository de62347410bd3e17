"""Sending e-mail."""

from dataclasses import dataclass
from typing import Protocol

from app.ports.receipts import Receipt

__all__ = ["Attachment", "Letter", "Mail", "Receipt"]


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one person. `key` is stable over retries and becomes the Message-ID's left side.

    `unsubscribe` is where a POST ends mails of this kind (RFC 8058).
    """

    key: str
    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str | None = None


class Mail(Protocol):
    def send(self, letter: Letter) -> Receipt:
        """Hand over one mail.

        Raises:
            TransientError: try again later with the same letter.
            Unreachable: there is nobody at this address.
            PermanentError: this letter will never be accepted.
        """
        ...
