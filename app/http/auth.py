"""Who is asking: a Bearer token or an API key for programs, a cookie with a CSRF header for browsers."""

from collections.abc import Callable

from flask import g, request

from app.http import scopes, tokens
from app.http.tokens import CHALLENGE, Principal
from app.kernel import signing
from app.kernel.errors import Forbidden, Unauthenticated
from app.ports import ports

__all__ = [
    "ACCESS_COOKIE",
    "CSRF_HEADER",
    "Principal",
    "csrf_token",
    "demand_csrf",
    "identify",
    "key_readers",
    "principal",
    "require",
    "viewer",
]

ACCESS_COOKIE = "bmt_access"
CSRF_HEADER = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

# How the feature of accounts, which stands above this module, finds the holder of an API key.
key_readers: list[Callable[[str], Principal | None]] = []


def identify() -> None:
    """Before each request: remember who asks, or why we do not believe it. Never refuses by itself."""
    g.principal, g.doubt = None, None
    try:
        g.principal = _from_header() or _from_cookie()
    except (Unauthenticated, Forbidden) as doubt:
        g.doubt = doubt


def principal() -> Principal | None:
    """Who asks, if anybody we believe. Where nobody has to sign in, an API key is nobody in particular."""
    who: Principal | None = g.get("principal")
    return None if who is None or who.scopes is not None else who


def viewer() -> int | None:
    """Whose eyes a public answer is for: the user's id, or nobody's in particular."""
    who = principal()
    return who.user_id if who else None


def require(*roles: str) -> Principal:
    """Who asks.

    Raises:
        Unauthenticated: nobody, or a token that is not valid.
        Forbidden: of another role than these, a key without the scope, or a browser's request without its
            CSRF header.
    """
    if g.doubt is not None:
        raise g.doubt
    who: Principal | None = g.get("principal")
    if who is None:
        raise Unauthenticated(headers=CHALLENGE)
    if who.scopes is not None:
        scopes.demand(who.scopes, request.method, request.path)
    if roles and who.role not in roles:
        raise Forbidden
    return who


def csrf_token(sign_in: str) -> str:
    """What a browser must send in X-CSRF-Token with each unsafe request of this sign-in."""
    return signing.signature(signing.key_for(ports().site.secret, "csrf"), sign_in)


def demand_csrf(sign_in: str) -> None:
    """Raises Forbidden where a browser's request lacks the CSRF header of this sign-in."""
    key = signing.key_for(ports().site.secret, "csrf")
    if not signing.genuine(key, sign_in, request.headers.get(CSRF_HEADER, "")):
        raise Forbidden("The X-CSRF-Token header is missing or wrong.")


def _from_header() -> Principal | None:
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("Authorization must be: Bearer and a token.", headers=CHALLENGE)
    held = next(filter(None, (read(token.strip()) for read in key_readers)), None)
    return held or tokens.read(token.strip())


def _from_cookie() -> Principal | None:
    token = request.cookies.get(ACCESS_COOKIE)
    if token is None:
        return None
    who = tokens.read(token)
    if request.method not in SAFE:
        demand_csrf(who.sign_in)
    return who
