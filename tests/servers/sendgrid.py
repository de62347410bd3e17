"""SendGrid, from its public documents: takes letters as JSON, and tells what became of them, signed."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.servers.web import Asked, Says, web_server

KEY = "SG.test.key"
_RANK = {"text/plain": 0, "text/html": 1}
_RESERVED = {"to", "from", "subject", "reply-to", "cc", "bcc", "received", "dkim-signature", "content-type"}


@dataclass
class SendGridImitation:
    """`accepted` are the letters as their readers get them; `fails` are answers before any good one."""

    url: str = ""
    accepted: list[EmailMessage] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    fails: list[Says] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._signing = generate_private_key(SECP256R1())

    @property
    def public_key(self) -> str:
        shown = self._signing.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(shown).decode()

    def tells(self, *events: dict[str, Any], at: datetime) -> tuple[dict[str, str], bytes]:
        """The event webhook: headers and body."""
        full = [{"sg_event_id": uuid4().hex, "timestamp": int(at.timestamp()), **event} for event in events]
        body, sent = json.dumps(full).encode(), str(int(at.timestamp()))
        signature = self._signing.sign(sent.encode() + body, ECDSA(SHA256()))
        return {
            "Content-Type": "application/json",
            "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(signature).decode(),
            "X-Twilio-Email-Event-Webhook-Timestamp": sent,
        }, body

    def answer(self, asked: Asked) -> Says:
        if self.fails:
            return self.fails.pop(0)
        if asked.headers.get("authorization") != f"Bearer {KEY}":
            return _refused(401, None)
        if (asked.method, asked.path) != ("POST", "/v3/mail/send"):
            return _refused(404, None)
        body = json.loads(asked.body)
        wrong = _wrong(body)
        if wrong is not None:
            return _refused(400, wrong)
        self.bodies.append(body)
        self.accepted.append(_mail(body))
        return Says(202, {"X-Message-Id": f"sg-{len(self.bodies)}"})


@contextmanager
def sendgrid_server() -> Iterator[SendGridImitation]:
    company = SendGridImitation()
    with web_server() as site:
        company.url = f"http://127.0.0.1:{site.port}"
        site.says = company.answer
        yield company


def _refused(status: int, at: str | None) -> Says:
    body = {"errors": [{"message": "bad ben@example.com", "field": at, "help": None}]}
    return Says(status, {"Content-Type": "application/json"}, json.dumps(body).encode())


def _wrong(body: dict[str, Any]) -> str | None:
    """The first field that is not as the API's reference says."""
    kinds = [part["type"] for part in body["content"]]
    ranks = [_RANK.get(kind, 2) for kind in kinds]
    checks = {
        "personalizations.0.to.0.email": "@" in body["personalizations"][0]["to"][0]["email"],
        "from.email": "@" in body["from"]["email"],
        "subject": bool(body["subject"]) and "\n" not in body["subject"],
        "content": bool(kinds) and ranks == sorted(ranks),
        "attachments": body.get("attachments") != [],
        "headers": not _RESERVED & {name.lower() for name in body.get("headers", {})},
    }
    return next((name for name, good in checks.items() if not good), None)


def _mail(body: dict[str, Any]) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(body["from"]["name"], addr_spec=body["from"]["email"])
    mail["To"] = body["personalizations"][0]["to"][0]["email"]
    mail["Subject"] = body["subject"]
    mail["Date"] = datetime.now().astimezone()
    for name, value in body["headers"].items():
        mail[name] = value
    plain, *others = body["content"]
    mail.set_content(plain["value"])
    for part in others:
        kind, _, rest = part["type"].partition(";")
        method = {"method": rest.partition("=")[2]} if rest else {}
        mail.add_alternative(part["value"], subtype=kind.partition("/")[2], params=method, cte="base64")
    for file in body.get("attachments", ()):
        main, _, sub = file["type"].partition("/")
        content = base64.b64decode(file["content"])
        mail.add_attachment(content, maintype=main, subtype=sub, filename=file["filename"])
    return mail
