"""A letter as SendGrid's JSON. Tracking is off: it would read along, and rewrite links that work once."""

from base64 import b64encode
from email.utils import parseaddr
from typing import Any

from app.adapters.mail import mime
from app.ports.mail import Attachment, Letter

_OFF = {"enable": False}


def written(letter: Letter, *, sender: str) -> dict[str, Any]:
    """Raises PermanentError: the address is none, or the key cannot be a Message-ID."""
    name, address = parseaddr(sender)
    message_id = mime.message_id(letter, sender)
    return {
        "personalizations": [
            {"to": [{"email": mime.recipient(letter).addr_spec}], "custom_args": {"key": letter.key}}
        ],
        "from": {"email": address, "name": name},
        "subject": mime.one_line(letter.subject),
        "content": _content(letter),
        **_attached(letter),
        "headers": {"Message-ID": message_id, **mime.extra_headers(letter)},
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": _OFF,
            "subscription_tracking": _OFF,
        },
    }


def _content(letter: Letter) -> list[dict[str, str]]:
    """From the plainest to the richest, as SendGrid demands."""
    return [
        {"type": "text/plain", "value": letter.text},
        {"type": "text/html", "value": letter.html},
        *(
            {"type": f"text/calendar; method={method}", "value": invitation.content.decode()}
            for invitation, method in mime.invitations(letter)
        ),
    ]


def _attached(letter: Letter) -> dict[str, Any]:
    """An empty list is an error to SendGrid."""
    files = [_file(attachment) for attachment in letter.attachments]
    return {"attachments": files} if files else {}


def _file(attachment: Attachment) -> dict[str, str]:
    return {
        "content": b64encode(attachment.content).decode(),
        "type": mime.file_type(attachment),
        "filename": mime.one_line(attachment.name),
        "disposition": "attachment",
    }
