"""Handing mail to SendGrid: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send."""

from dataclasses import dataclass
from http import HTTPStatus

import orjson
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from app.adapters.mail import mime
from app.adapters.mail.sendgrid.writing import written
from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.ports.mail import Letter, Receipt

_PATIENCE = Timeout(connect=3, read=10)

# Of all that is not accepted these alone are the letter's fault; the rest is ours, or passes.
_NEVER = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SendGrid:
    """One account."""

    key: str
    url: str = "https://api.sendgrid.com"


class SendGridMail:
    """SendGrid knows no idempotency: a letter whose answer was lost is sent again, with its Message-ID."""

    def __init__(self, account: SendGrid, *, sender: str, patience: Timeout = _PATIENCE) -> None:
        self._account = account
        self._sender = sender
        self._pool = PoolManager(maxsize=16, timeout=patience, retries=False)

    def send(self, letter: Letter) -> Receipt:
        body = orjson.dumps(written(letter, sender=self._sender))
        headers = {"Authorization": f"Bearer {self._account.key}", "Content-Type": "application/json"}
        try:
            answer = self._pool.request(
                "POST", f"{self._account.url}/v3/mail/send", body=body, headers=headers, redirect=False
            )
        except HTTPError as error:
            raise TransientError(f"SendGrid did not answer: {type(error).__name__}") from error
        if answer.status != HTTPStatus.ACCEPTED:
            raise _refusal(answer.status, answer.data)
        return Receipt(mime.message_id(letter, self._sender))


def _refusal(status: int, body: bytes) -> OutsideError:
    """By the status and the field that was wrong: SendGrid's words may repeat the person's address."""
    try:
        field = orjson.loads(body)["errors"][0]["field"]
    except (orjson.JSONDecodeError, KeyError, IndexError, TypeError):
        field = None
    words = f"SendGrid {status}" + (f" at {field}" if isinstance(field, str) else "")
    return PermanentError(words) if status in _NEVER else TransientError(words)
