"""What Google and Microsoft have in common: JSON over HTTPS, OAuth tokens that are renewed (RFC 6749)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import orjson
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError

from app.kernel.errors import TransientError
from app.ports.calendars import Busy, ConsentLost, Credentials, Permission, Renewed
from app.ports.clock import Clock

Json = dict[str, Any]

_PATIENCE = Timeout(connect=3, read=20)
_EARLY = timedelta(minutes=1)
_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
# What a token endpoint says when a person, or their company, has taken the consent back.
_WITHDRAWN = frozenset({"invalid_grant", "interaction_required", "consent_required", "unauthorized_client"})


def pool() -> PoolManager:
    """Connections to one company, shared by all threads."""
    return PoolManager(maxsize=16, timeout=_PATIENCE, retries=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """A company's answer, good or bad. Names of headers are in small letters."""

    status: int
    body: Json
    headers: Mapping[str, str]

    @property
    def good(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Our registration at a company, and where its OAuth endpoints stand."""

    company: str
    client_id: str
    client_secret: str
    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)


class OAuth:
    """The consent port for one application."""

    def __init__(self, application: Application, clock: Clock, connections: PoolManager) -> None:
        self._application, self._clock, self._pool = application, clock, connections

    def address(self, asked: Permission) -> str:
        told = {
            "response_type": "code",
            "client_id": self._application.client_id,
            "redirect_uri": asked.redirect,
            "scope": " ".join(self._application.scopes),
            "state": asked.state,
            "code_challenge": asked.challenge,
            "code_challenge_method": "S256",
            **self._application.extra,
        }
        return f"{self._application.authorize_url}?{urlencode(told)}"

    def exchange(self, code: str, *, verifier: str, redirect: str) -> Credentials:
        told = {"grant_type": "authorization_code", "code": code}
        return self._granted({**told, "code_verifier": verifier, "redirect_uri": redirect}, {})

    def renew(self, credentials: Credentials) -> Credentials:
        told = {"grant_type": "refresh_token", "refresh_token": credentials["refresh_token"]}
        return self._granted(told, credentials)

    def is_old(self, credentials: Credentials) -> bool:
        """Whether the access token lives for less than a minute."""
        return datetime.fromisoformat(credentials["expires_at"]) - _EARLY <= self._clock.now()

    def _granted(self, told: Mapping[str, str], before: Credentials) -> Credentials:
        """Credentials out of a token answer. A refresh token stays good where no new one is given."""
        keys = {"client_id": self._application.client_id, "client_secret": self._application.client_secret}
        body = urlencode({**told, **keys}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        reply = send(self._pool, "POST", self._application.token_url, headers=headers, body=body)
        if not reply.good:
            raise self._refused(reply)
        try:
            lifetime = timedelta(seconds=int(reply.body.get("expires_in", 3600)))
            return {
                "access_token": reply.body["access_token"],
                "refresh_token": reply.body.get("refresh_token") or before["refresh_token"],
                "expires_at": (self._clock.now() + lifetime).isoformat(),
            }
        except (KeyError, ValueError) as error:
            raise ConsentLost("no lasting consent was given") from error

    def _refused(self, reply: Reply) -> ConsentLost | TransientError:
        word = str(reply.body.get("error", ""))
        if reply.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED} and word in _WITHDRAWN:
            return ConsentLost(f"{self._application.company}: {word}")
        # invalid_client and such are our own setting's fault: nobody has taken a consent back.
        return TransientError(f"{self._application.company}'s tokens: {reply.status} {word}".rstrip())


class Api:
    """Calls in the name of one person. A token that is refused is renewed once."""

    def __init__(
        self, url: str, oauth: OAuth, connections: PoolManager, credentials: Credentials, renewed: Renewed
    ) -> None:
        self._url, self._oauth, self._pool = url, oauth, connections
        self._credentials, self._renewed = credentials, renewed

    def call(
        self, method: str, path: str, body: Json | None = None, *, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """`path` may be a whole address, if it is the company's own."""
        if self._oauth.is_old(self._credentials):
            self._renew()
        reply = self._once(method, path, body, headers or {})
        if reply.status == HTTPStatus.UNAUTHORIZED:
            self._renew()
            reply = self._once(method, path, body, headers or {})
        if reply.status == HTTPStatus.UNAUTHORIZED:
            raise ConsentLost("a fresh token was refused")
        return reply

    @property
    def refresh_token(self) -> str:
        return self._credentials["refresh_token"]

    def _once(self, method: str, path: str, body: Json | None, headers: Mapping[str, str]) -> Reply:
        address = path if path.startswith(f"{self._url}/") else self._url + path
        sent = {
            "Authorization": f"Bearer {self._credentials['access_token']}",
            "Accept": "application/json",
            **({"Content-Type": "application/json"} if body is not None else {}),
            **headers,
        }
        content = orjson.dumps(body) if body is not None else None
        return send(self._pool, method, address, headers=sent, body=content)

    def _renew(self) -> None:
        self._credentials = self._oauth.renew(self._credentials)
        self._renewed(self._credentials)


def send(
    connections: PoolManager, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None
) -> Reply:
    """One request. Raises TransientError where nobody answers."""
    try:
        answer = connections.request(method, url, body=body, headers=dict(headers), redirect=False)
    except HTTPError as error:
        raise TransientError(f"no answer: {type(error).__name__}") from error
    told = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(answer.status, _json(answer), told)


def pause_of(reply: Reply) -> timedelta:
    """What Retry-After asks for, within reason."""
    asked = reply.headers.get("retry-after", "")
    if not (asked.isascii() and asked.isdigit()):
        return _PAUSE
    return min(timedelta(seconds=int(asked)), _LONGEST_PAUSE)


def busy(reply: Reply, company: str) -> Busy:
    return Busy(f"{company} asks for a pause: {reply.status}", pause_of(reply))


def _json(answer: BaseHTTPResponse) -> Json:
    """The body; of what is no JSON object, nothing."""
    try:
        told = orjson.loads(answer.data or b"{}")
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}
