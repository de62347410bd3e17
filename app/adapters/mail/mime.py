"""A letter as a MIME message: text and HTML as alternatives, an invitation as both part and attachment."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from app.kernel.errors import PermanentError
from app.ports.mail import Attachment, Letter

_KEY = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\Z")  # what a Message-ID may hold (RFC 5322 dot-atom)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BARE = re.compile(r"""[^\s<>(),:;"\\\[\]@]+@[^\s<>(),:;"\\\[\]@]+\Z""")  # one address and nothing around it
_METHOD = re.compile(r"^text/calendar\s*;.*\bmethod=([A-Z]+)", re.IGNORECASE)


def build(letter: Letter, *, sender: str, now: datetime) -> EmailMessage:
    """The message on the wire. `sender` is `Name <address>`.

    Raises:
        PermanentError: the address is none, or the key cannot be a Message-ID.
    """
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = message_id(letter, sender)
    message["Date"] = format_datetime(now)
    message["From"] = _sender(sender)
    message["To"] = recipient(letter)
    message["Subject"] = one_line(letter.subject)
    for name, value in extra_headers(letter).items():
        message[name] = value
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    for invitation, method in invitations(letter):
        message.add_alternative(
            invitation.content.decode(), subtype="calendar", params={"method": method}, cte="base64"
        )
    for attachment in letter.attachments:
        _attach(message, attachment)
    return message


def extra_headers(letter: Letter) -> dict[str, str]:
    """Holiday answers stay away (RFC 3834); one click ends mails of this kind (RFC 8058)."""
    headers = {"Auto-Submitted": "auto-generated"}
    if letter.unsubscribe is not None:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def message_id(letter: Letter, sender: str) -> str:
    """Stable over retries, so that a mail handed over twice can be told for the same one."""
    if not _KEY.match(letter.key):
        raise PermanentError("this key cannot be a Message-ID")
    return f"<{letter.key}@{_sender(sender).domain}>"


def one_line(text: str) -> str:
    """A header's value: what could end the line and begin another header becomes a space."""
    return _UNPRINTABLE.sub(" ", text).strip()


def recipient(letter: Letter) -> Address:
    """Whom the envelope names. Raises PermanentError, which never repeats the address: errors are logged."""
    if not _BARE.match(letter.to) or _UNPRINTABLE.search(letter.to):
        raise PermanentError("not an e-mail address")
    try:
        return Address(addr_spec=letter.to)
    except (ValueError, IndexError) as error:
        raise PermanentError("not an e-mail address") from error


def _sender(written: str) -> Address:
    name, spec = parseaddr(written)
    return Address(display_name=name, addr_spec=spec)


def invitations(letter: Letter) -> Iterator[tuple[Attachment, str]]:
    """The attached calendar files that ask something of a calendar, and what."""
    for attachment in letter.attachments:
        if found := _METHOD.match(attachment.content_type):
            yield attachment, found[1].upper()


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    """Calendar programs take the part; people, and programs that miss it, take the file (RFC 6047 §2)."""
    main, _, sub = file_type(attachment).partition("/")
    name = one_line(attachment.name)
    message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=name)


def file_type(attachment: Attachment) -> str:
    kind = attachment.content_type.partition(";")[0].strip()
    return "application/ics" if kind == "text/calendar" else kind
