"""What a client shows of itself: its refresh token, and what it looks like."""

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from flask import request

from app.accounts import opaque, queries
from app.accounts.errors import SignInEnded
from app.accounts.events import Device
from app.accounts.routes.answers import REFRESH_COOKIE
from app.db.session import reading
from app.http import auth
from app.http.rate_limits import address
from app.kernel.signing import key_for
from app.ports import ports


@dataclass(frozen=True, slots=True)
class Shown:
    """A refresh token, the family it claims, and whether a cookie carried it."""

    token: str
    sign_in_id: UUID
    cookies: bool


def refresh_token(given: str | None) -> Shown | None:
    """The token of the body, else of the cookie, which counts only with the CSRF header.

    Raises:
        SignInEnded: we never issued this token.
        Forbidden: a cookie without its CSRF header.
    """
    token = given or request.cookies.get(REFRESH_COOKIE)
    if token is None:
        return None
    with reading() as session:
        sign_in_id = queries.family_of(session, opaque.digest(token))
    if sign_in_id is None:
        raise SignInEnded
    if given is None:
        auth.demand_csrf(str(sign_in_id))
    return Shown(token, sign_in_id, cookies=given is None)


def demand_refresh_token(given: str | None) -> Shown:
    """As `refresh_token`, where nothing goes without one.

    Raises:
        SignInEnded: there is none, or not one of ours.
    """
    shown = refresh_token(given)
    if shown is None:
        raise SignInEnded
    return shown


def device() -> Device:
    agent = request.headers.get("User-Agent", "").replace("\x00", "")[:200]
    key = key_for(ports().site.secret, "device")
    looks = f"{agent}\n{address()}".encode()
    return Device(agent, hmac.digest(key, looks, hashlib.sha256)[:16])
