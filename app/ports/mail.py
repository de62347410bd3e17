"""Sending e-mail."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one person. `key` is stable over retries and becomes the Message-ID's left side."""

    key: str
    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the mail system calls the message."""

    reference: str


class Mail(Protocol):
    def send(self, letter: Letter) -> Receipt:
        """Hand over one mail.

        Raises:
            TransientError: try again later with the same letter.
            PermanentError: this address or letter will never be accepted.
        """
        ...
