"""Twilio's Messages API, from its public documents; and its webhooks, signed."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from tests.servers.web import Asked, Says, web_server

SID, TOKEN, SENDER = "AC" + "1" * 32, "token-of-the-account", "+15005550006"
_NUMBER = re.compile(r"\+[1-9]\d{6,14}\Z")
# Twilio's own magic numbers for trials, and what they answer.
MAGIC = {
    "+15005550001": (400, 21211),
    "+15005550002": (400, 21612),
    "+15005550003": (400, 21408),
    "+15005550004": (400, 21610),
    "+15005550009": (400, 21614),
}


@dataclass
class TwilioImitation:
    """`sent` are the forms that were taken; `fails` are answers before any good one."""

    url: str = ""
    sent: list[dict[str, str]] = field(default_factory=list)
    fails: list[Says] = field(default_factory=list)

    def tells(self, url: str, *, token: str = TOKEN, **fields: str) -> tuple[dict[str, str], bytes]:
        """A webhook to `url`: headers and body."""
        signed = url + "".join(f"{name}{value}" for name, value in sorted(fields.items()))
        signature = hmac.digest(token.encode(), signed.encode(), hashlib.sha1)
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": base64.b64encode(signature).decode(),
        }, urlencode(fields).encode()

    def answer(self, asked: Asked) -> Says:
        if self.fails:
            return self.fails.pop(0)
        signed_in = base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {signed_in}":
            return refused(401, 20003)
        if (asked.method, asked.path) != ("POST", f"/2010-04-01/Accounts/{SID}/Messages.json"):
            return refused(404, 20404)
        return self._take(dict(parse_qsl(asked.body.decode())))

    def _take(self, form: dict[str, str]) -> Says:
        if form.get("To") in MAGIC:
            return refused(*MAGIC[form["To"]])
        if not _NUMBER.match(form.get("To", "")):
            return refused(400, 21211)
        if not form.get("From") and not form.get("MessagingServiceSid"):
            return refused(400, 21603)
        if len(form.get("Body", "")) > 1600:
            return refused(400, 21617)
        self.sent.append(form)
        told = {"sid": f"SM{len(self.sent):032x}", "status": "queued", "error_code": None}
        return Says(201, {"Content-Type": "application/json"}, json.dumps(told).encode())


def refused(status: int, code: int) -> Says:
    told = {"code": code, "message": "The number +4915112345678 is bad", "status": status}
    return Says(status, {"Content-Type": "application/json"}, json.dumps(told).encode())


@contextmanager
def twilio_server() -> Iterator[TwilioImitation]:
    company = TwilioImitation()
    with web_server() as site:
        company.url = f"http://127.0.0.1:{site.port}"
        site.says = company.answer
        yield company
