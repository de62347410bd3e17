"""Handing out tokens: in the body for programs, in HttpOnly cookies for web pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, after_this_request

from app.accounts.events import Opened
from app.accounts.rules import REFRESH_LIFETIME
from app.http import tokens
from app.http.auth import ACCESS_COOKIE, csrf_token
from app.ports import ports

REFRESH_COOKIE = "bmt_refresh"
REFRESH_PATH = "/v1/auth"
CSRF_COOKIE = "bmt_csrf"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAnswer:
    access_token: str | None = None
    refresh_token: str | None = None
    csrf_token: str | None = None
    token_type: str
    expires_in: int = int(tokens.LIFETIME.total_seconds())


def hand_out(opened: Opened, *, now: datetime, cookies: bool) -> TokenAnswer:
    access = tokens.mint(
        user_id=opened.user_id, email=opened.email, role=opened.role, sign_in=opened.sign_in_id, now=now
    )
    if not cookies:
        return TokenAnswer(access_token=access, refresh_token=opened.refresh_token, token_type="Bearer")  # noqa: S106 - RFC 6750
    csrf = csrf_token(opened.sign_in_id)
    _plant(access, opened.refresh_token, csrf)
    return TokenAnswer(csrf_token=csrf, token_type="Cookie")  # noqa: S106 - names a kind


def take_back() -> None:
    """Have the browser drop the cookies."""

    @after_this_request
    def _clear(response: Response) -> Response:
        response.delete_cookie(ACCESS_COOKIE)
        response.delete_cookie(REFRESH_COOKIE, path=REFRESH_PATH)
        response.delete_cookie(CSRF_COOKIE)
        return response


def _plant(access: str, refresh: str, csrf: str) -> None:
    """The access cookie is Lax, so that a link in a mail finds its reader signed in; the others Strict."""

    @after_this_request
    def _set(response: Response) -> Response:
        _cookie(response, ACCESS_COOKIE, access, age=tokens.LIFETIME, samesite="Lax")
        _cookie(response, REFRESH_COOKIE, refresh, age=REFRESH_LIFETIME, path=REFRESH_PATH)
        _cookie(response, CSRF_COOKIE, csrf, age=REFRESH_LIFETIME, hidden=False)
        return response


def _cookie(
    response: Response,
    name: str,
    value: str,
    *,
    age: timedelta,
    path: str = "/",
    samesite: str = "Strict",
    hidden: bool = True,
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=age,
        path=path,
        secure=ports().site.public_url.startswith("https://"),
        httponly=hidden,
        samesite=samesite,
    )
