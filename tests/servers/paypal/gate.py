"""Who may come in: client credentials for a token, a token for everything else."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from flask import Request

from tests.servers.paypal.refusal import Refusal


@dataclass
class Gate:
    client_id: str
    secret: str
    lifetime: int = 32400
    given: int = 0
    _tokens: set[str] = field(default_factory=set)

    def token(self, request: Request) -> dict[str, Any]:
        asked = request.authorization
        if asked is None or (asked.username, asked.password) != (self.client_id, self.secret):
            raise Refusal(401)
        if request.form.get("grant_type") != "client_credentials":
            raise Refusal(400, "INVALID_PARAMETER_VALUE")
        token = secrets.token_urlsafe(24)
        self._tokens.add(token)
        self.given += 1
        return {"access_token": token, "token_type": "Bearer", "expires_in": self.lifetime, "scope": ""}

    def demand(self, request: Request) -> None:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self._tokens:
            raise Refusal(401)

    def withdraw(self) -> None:
        """All tokens end now."""
        self._tokens.clear()
