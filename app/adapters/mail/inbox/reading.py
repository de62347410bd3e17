"""Reading stored mail: from MIME bytes back to what a person, or a test, looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.adapters.mail.inbox.models import InboxMail

NEWEST = 200


@dataclass(frozen=True, slots=True)
class File:
    """One attachment. `number` is its place in the mail and in its address."""

    number: int
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A mail taken apart."""

    id: int
    received_at: datetime
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    files: tuple[File, ...]

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")


def newest(session: Session, *, to: str | None = None, limit: int = NEWEST) -> Sequence[InboxMail]:
    """The latest mails, newest first, of one address if it is named."""
    query = select(InboxMail).order_by(InboxMail.id.desc()).limit(limit)
    if to is not None:
        query = query.where(func.lower(InboxMail.recipient) == to.lower())
    return session.scalars(query).all()


def opened(mail: InboxMail) -> Opened:
    message = message_from_bytes(mail.mime, _class=EmailMessage, policy=default)
    return Opened(
        id=mail.id,
        received_at=mail.received_at,
        headers=tuple((name, str(value)) for name, value in message.items()),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        files=tuple(_file(number, part) for number, part in enumerate(message.iter_attachments(), 1)),
    )


def _body(message: Any, kind: str) -> str:
    part = message.get_body((kind,))
    return "" if part is None else part.get_content()


def _file(number: int, part: Any) -> File:
    name = part.get_filename() or f"attachment-{number}"
    return File(number, name, part.get_content_type(), part.get_payload(decode=True) or b"")
