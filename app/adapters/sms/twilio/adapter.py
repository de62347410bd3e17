"""Handing texts to Twilio: https://www.twilio.com/docs/messaging/api/message-resource."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from urllib3 import PoolManager, Timeout, make_headers
from urllib3.exceptions import HTTPError

from app.adapters.sms.numbers import demand_number
from app.adapters.sms.twilio.account import Account
from app.adapters.sms.twilio.codes import refusal
from app.kernel.errors import TransientError
from app.ports.receipts import Receipt
from app.ports.sms import Text

_PATIENCE = Timeout(connect=3, read=10)
_USEFUL = 4 * 60 * 60  # seconds; then Twilio gives it up: a text of yesterday helps nobody


class TwilioSms:
    """`report_url` is where Twilio tells what became of a text; its key comes back in the query.

    Twilio knows no idempotency: a text whose answer was lost is sent again.
    """

    def __init__(self, account: Account, *, report_url: str, patience: Timeout = _PATIENCE) -> None:
        self._account = account
        self._report_url = report_url
        self._pool = PoolManager(maxsize=16, timeout=patience, retries=False)
        self._sign_in = make_headers(basic_auth=f"{account.sid}:{account.tokens[0]}")

    def send(self, text: Text) -> Receipt:
        demand_number(text.to)
        body = urlencode(
            {
                "To": text.to,
                **self._sender(),
                "Body": text.text,
                "ValidityPeriod": _USEFUL,
                "StatusCallback": f"{self._report_url}?key={quote(text.key)}",
            }
        )
        status, told = self._post(body)
        if status != HTTPStatus.CREATED or "sid" not in told:
            raise refusal(status, told.get("code"))
        return Receipt(str(told["sid"]))

    def _sender(self) -> dict[str, str]:
        sender = self._account.sender
        return {"MessagingServiceSid" if sender.startswith("MG") else "From": sender}

    def _post(self, body: str) -> tuple[int, dict[str, Any]]:
        url = f"{self._account.url}/2010-04-01/Accounts/{self._account.sid}/Messages.json"
        headers = {**self._sign_in, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            answer = self._pool.request("POST", url, body=body, headers=headers, redirect=False)
        except HTTPError as error:
            raise TransientError(f"Twilio did not answer: {type(error).__name__}") from error
        try:
            told = orjson.loads(answer.data)
        except orjson.JSONDecodeError:
            told = {}
        return answer.status, told if isinstance(told, dict) else {}
