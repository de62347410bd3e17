"""An OAuth 2.0 server as Google and Microsoft have one: PKCE, tokens that expire, consent that ends."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Request

CLIENT_ID, CLIENT_SECRET = "our-client", "a secret of the tests"
LIFETIME = timedelta(hours=1)

Answer = tuple[dict[str, object], int]


@dataclass(frozen=True)
class Granted:
    person: str
    scopes: frozenset[str]


@dataclass
class OAuthDesk:
    """`rotates`: each renewal gives another refresh token. `ahead` moves its clock."""

    rotates: bool = False
    ahead: timedelta = timedelta()
    codes: dict[str, tuple[Granted, str, str]] = field(default_factory=dict)
    refresh: dict[str, Granted] = field(default_factory=dict)
    access: dict[str, tuple[Granted, datetime]] = field(default_factory=dict)
    revoked: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def agree(self, address: str, person: str, *, without: str = "") -> str:
        """A person says yes on the company's page. The address to which it sends them back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        scopes = frozenset(asked["scope"].split()) - {without}
        code = secrets.token_urlsafe(12)
        self.codes[code] = Granted(person, scopes), asked["code_challenge"], asked["redirect_uri"]
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, request: Request) -> Answer:
        form = request.form
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return {"error": "invalid_client"}, 401
        if form.get("grant_type") == "authorization_code":
            return self._exchange(form["code"], form["code_verifier"], form["redirect_uri"])
        granted = self.refresh.get(form.get("refresh_token", ""))
        return self._tokens(granted, form["refresh_token"]) if granted else ({"error": "invalid_grant"}, 400)

    def credentials(self, person: str, scopes: frozenset[str]) -> dict[str, str]:
        """As if that person had said yes a while ago."""
        told, _ = self._tokens(Granted(person, scopes), None)
        expires = (self.now() + LIFETIME).isoformat()
        names = ("access_token", "refresh_token")
        return {"expires_at": expires, **{name: str(told[name]) for name in names}}

    def withdraw(self, person: str) -> None:
        """A person takes their consent back, in the company's own pages."""
        for tokens in (self.refresh, self.access):
            for token in [one for one, granted in tokens.items() if _person(granted) == person]:
                del tokens[token]  # type: ignore[attr-defined]  # of either

    def revoke(self, token: str) -> Answer:
        granted = self.refresh.get(token)
        if granted is None:
            return {"error": "invalid_token"}, 400
        self.revoked.append(token)
        self.withdraw(granted.person)
        return {}, 200

    def who(self, request: Request) -> Granted | None:
        """Whose access token a request bears."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        granted, until = self.access.get(token, (None, self.now()))
        return granted if until > self.now() else None

    def _exchange(self, code: str, verifier: str, redirect: str) -> Answer:
        granted, challenge, meant = self.codes.pop(code, (None, "", ""))
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if granted is None or digest != challenge or redirect != meant:
            return {"error": "invalid_grant"}, 400
        return self._tokens(granted, None)

    def _tokens(self, granted: Granted, old: str | None) -> Answer:
        access = secrets.token_urlsafe(12)
        self.access[access] = granted, self.now() + LIFETIME
        told: dict[str, object] = {"access_token": access, "token_type": "Bearer"}
        told |= {"expires_in": int(LIFETIME.total_seconds()), "scope": " ".join(granted.scopes)}
        if old is None or self.rotates:
            told["refresh_token"] = secrets.token_urlsafe(12)
            self.refresh[str(told["refresh_token"])] = granted
        return told, 200


def _person(held: Granted | tuple[Granted, datetime]) -> str:
    return held.person if isinstance(held, Granted) else held[0].person
