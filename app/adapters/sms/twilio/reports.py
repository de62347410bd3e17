"""Twilio's webhooks: what became of a text, and texts that people send back.

https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from app.adapters.sms.twilio.account import Account
from app.adapters.sms.twilio.codes import became
from app.kernel.errors import BadSignature
from app.ports.reports import Became, Hook, Report

_SIGNATURE = "x-twilio-signature"
_STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
_START = frozenset({"START", "YES", "UNSTOP"})

Form = Mapping[str, str]


class TwilioReports:
    def __init__(self, account: Account) -> None:
        self._tokens = account.tokens

    def read(self, hook: Hook) -> Sequence[Report]:
        try:
            pairs = parse_qsl(hook.body.decode(), keep_blank_values=True, strict_parsing=bool(hook.body))
        except ValueError as error:
            raise BadSignature("the body is damaged") from error
        self._demand_genuine(hook, pairs)
        form = dict(pairs)
        told = _of_a_text(form, _key(hook.url)) if "MessageStatus" in form else _of_a_person(form)
        return [told] if told is not None else []

    def _demand_genuine(self, hook: Hook, pairs: Sequence[tuple[str, str]]) -> None:
        given = {name.lower(): value for name, value in hook.headers.items()}.get(_SIGNATURE, "")
        wanted = (signature(token, hook.url, pairs) for token in self._tokens)
        if not any(hmac.compare_digest(each.encode(), given.encode()) for each in wanted):
            raise BadSignature("the signature is missing or wrong")


def signature(token: str, url: str, pairs: Sequence[tuple[str, str]]) -> str:
    """HMAC-SHA-1 over the address and the form's fields in the order of their names."""
    signed = url + "".join(f"{name}{value}" for name, value in sorted(set(pairs)))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), hashlib.sha1)).decode()


def _of_a_text(form: Form, key: str | None) -> Report | None:
    """Delivered, or not to be delivered; all between is no news."""
    status, number = form["MessageStatus"], form.get("MessageSid", "")
    if status not in {"delivered", "undelivered", "failed"} or key is None:
        return None
    code = form.get("ErrorCode", "")
    outcome = Became.DELIVERED if status == "delivered" else became(int(code) if code.isdecimal() else None)
    return Report(
        event_id=f"{number}:{status}", became=outcome, key=key, reason=f"Twilio {status} {code}".strip()
    )


def _of_a_person(form: Form) -> Report | None:
    """Whoever says STOP gets no more texts. Twilio tells its own verdict where it keeps the list itself."""
    word = (form.get("OptOutType") or form.get("Body", "")).strip().upper()
    wish = Became.STOPPED if word in _STOP else Became.STARTED if word in _START else None
    if wish is None or not form.get("From"):
        return None
    return Report(
        event_id=form.get("MessageSid", ""), became=wish, address=form["From"], reason=wish.value.upper()
    )


def _key(url: str) -> str | None:
    return dict(parse_qsl(urlsplit(url).query)).get("key")
