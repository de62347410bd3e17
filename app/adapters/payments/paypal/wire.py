"""Calls to PayPal's REST API. Each answers with its JSON or raises one of the two outside errors."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import orjson
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError

from app.adapters.payments.paypal.account import Account
from app.adapters.payments.paypal.refusals import refusal
from app.adapters.payments.paypal.tokens import Tokens
from app.kernel.errors import TransientError
from app.ports.clock import Clock

_PATIENCE = Timeout(connect=3, read=10)

Json = dict[str, Any]


class Api:
    """One account's line to PayPal; shared by all threads."""

    def __init__(self, account: Account, clock: Clock, *, patience: Timeout = _PATIENCE) -> None:
        self._url = account.url
        self._pool = PoolManager(maxsize=16, timeout=patience, retries=False)
        self._tokens = Tokens(account, clock, self._pool)

    def get(self, path: str, **query: str) -> Json:
        return self._call("GET", f"{path}?{urlencode(query)}" if query else path, {}, None)

    def post(self, path: str, body: Json, *, key: str) -> Json:
        return self._call("POST", path, _writing(key), orjson.dumps(body))

    def patch(self, path: str, changes: list[Json], *, key: str) -> None:
        self._call("PATCH", path, _writing(key), orjson.dumps(changes))

    def _call(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Json:
        try:
            answer = self._answer(method, path, headers, body)
        except HTTPError as error:
            raise TransientError(f"PayPal did not answer: {type(error).__name__}") from error
        told = _json(answer)
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            raise refusal(answer.status, told)
        return told

    def _answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> BaseHTTPResponse:
        """A token may be withdrawn before its time: the call is made once more with a new one."""
        token = self._tokens.current()
        answer = self._request(method, path, headers, body, token)
        if answer.status != HTTPStatus.UNAUTHORIZED:
            return answer
        self._tokens.refused(token)
        return self._request(method, path, headers, body, self._tokens.current())

    def _request(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, token: str
    ) -> BaseHTTPResponse:
        sent = {"Authorization": f"Bearer {token}", "Accept": "application/json", **headers}
        return self._pool.request(method, self._url + path, body=body, headers=sent, redirect=False)


def _writing(key: str) -> dict[str, str]:
    """`return=representation`: the whole order comes back, not only its id."""
    return {
        "Content-Type": "application/json",
        "PayPal-Request-Id": key,
        "Prefer": "return=representation",
    }


def _json(answer: BaseHTTPResponse) -> Json:
    """The body; of what is no JSON object, and of an empty one, nothing."""
    try:
        told = orjson.loads(answer.data or b"{}")
    except orjson.JSONDecodeError as error:
        if answer.status < HTTPStatus.BAD_REQUEST:
            raise TransientError("PayPal's answer cannot be read") from error
        return {}
    return told if isinstance(told, dict) else {}
