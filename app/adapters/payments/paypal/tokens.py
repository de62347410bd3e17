"""The access token, asked for once and kept until shortly before it expires."""

import threading
from datetime import datetime, timedelta
from http import HTTPStatus

import orjson
from urllib3 import PoolManager, make_headers

from app.adapters.payments.paypal.account import Account
from app.adapters.payments.paypal.refusals import refusal
from app.kernel.errors import TransientError
from app.ports.clock import Clock

_EARLY = timedelta(minutes=1)
_ADDRESS = "/v1/oauth2/token"


class Tokens:
    def __init__(self, account: Account, clock: Clock, pool: PoolManager) -> None:
        self._account, self._clock, self._pool = account, clock, pool
        self._lock = threading.Lock()
        self._token: tuple[str, datetime] | None = None

    def current(self) -> str:
        """One that is good for a minute at least. Those who come while it is asked for wait for it."""
        with self._lock:
            if self._token is None or self._token[1] <= self._clock.now():
                self._token = self._asked()
            return self._token[0]

    def refused(self, token: str) -> None:
        """PayPal no longer takes this one: the next caller asks for another."""
        with self._lock:
            if self._token is not None and self._token[0] == token:
                self._token = None

    def _asked(self) -> tuple[str, datetime]:
        keys = make_headers(basic_auth=f"{self._account.client_id}:{self._account.secret}")
        answer = self._pool.request_encode_body(
            "POST",
            self._account.url + _ADDRESS,
            fields={"grant_type": "client_credentials"},
            headers={**keys, "Accept": "application/json"},
            encode_multipart=False,
        )
        if answer.status != HTTPStatus.OK:
            raise refusal(answer.status, None)
        try:
            told = orjson.loads(answer.data)
            return told["access_token"], self._clock.now() + timedelta(seconds=told["expires_in"]) - _EARLY
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise TransientError("PayPal's token cannot be read") from error
