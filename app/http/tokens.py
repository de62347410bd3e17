"""Access tokens: JWT, HS256 and nothing else, 15 minutes (RFC 7519, RFC 8725)."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

from app.kernel.errors import Unauthenticated
from app.kernel.signing import key_for
from app.ports import ports

LIFETIME = timedelta(minutes=15)
_ISSUER = "bookmytime"
_REQUIRED = ["sub", "email", "role", "iat", "exp", "jti", "sid", "iss"]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking. `sign_in` is the refresh family that the token came from.

    `scopes`: what an API key is good for; None for somebody who signed in, and may do all that is theirs.
    """

    user_id: int
    email: str
    role: str
    sign_in: str
    token_id: str
    scopes: frozenset[str] | None = None


def mint(*, user_id: int, email: str, role: str, sign_in: str, now: datetime) -> str:
    """A signed access token for one sign-in."""
    claims = {
        "sub": str(user_id),
        "email": email,
        "role": role,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "jti": str(uuid.uuid4()),
        "sid": sign_in,
        "iss": _ISSUER,
    }
    return jwt.encode(claims, _key(), algorithm="HS256", headers={"typ": "JWT"})


def read(token: str) -> Principal:
    """Who a token speaks for.

    Raises:
        Unauthenticated: forged, expired, of another algorithm or incomplete.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token, _key(), algorithms=["HS256"], issuer=_ISSUER, options={"require": _REQUIRED}
        )
        return Principal(int(claims["sub"]), claims["email"], claims["role"], claims["sid"], claims["jti"])
    except jwt.ExpiredSignatureError as error:
        raise Unauthenticated("The access token has expired: refresh it.", headers=CHALLENGE) from error
    except (jwt.InvalidTokenError, ValueError) as error:
        raise Unauthenticated("The access token is not valid.", headers=CHALLENGE) from error


CHALLENGE = {"WWW-Authenticate": 'Bearer realm="bookmytime"'}


def _key() -> bytes:
    return key_for(ports().site.secret, "access-token")
