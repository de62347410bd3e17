"""The parts of the OpenAPI document that belong to no single operation."""

from typing import Any

from app.http.auth import ACCESS_COOKIE, CSRF_HEADER

VERSION = "0.1.0"  # of the code, as pyproject.toml has it; the API's own stands in its paths

INFO = {
    "summary": "An open booking backend: publish free time, book it, pay for it, turn up.",
    "description": """\
JSON with camelCase names. A good answer stands in `{"data": …}`, a list beside its `pagination`; every
4xx and 5xx is `{"error": {code, message, details, timestamp, path}}`, whose `code` is stable and meant
for programs.

Instants are RFC 3339: any offset comes in, UTC goes out. Amounts are numbers in major units of their
currency. What belongs to others is 404, never 403.

Sign in with `POST /v1/auth/login` and send the access token as `Authorization: Bearer …`. A web page asks
for cookies instead, and repeats its CSRF token in the header `X-CSRF-Token` of each request that changes
something.
""",
    "license": {"name": "MIT", "identifier": "MIT"},
}

SERVERS = [{"url": "/", "description": "The server that gave you this document."}]

SECURITY: dict[str, dict[str, str]] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of a sign-in; it lives for 15 minutes.",
    },
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A personal API key (`bmt_…`), which needs the scope that stands beside it.",
    },
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": ACCESS_COOKIE,
        "description": "The same access token where a web page signed in with `cookies: true`.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": CSRF_HEADER,
        "description": "Goes with the cookie wherever something is changed.",
    },
}


def _header(description: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    return {"description": description, "required": required, "schema": {"type": "string"} | schema}


def _seconds(description: str) -> dict[str, Any]:
    return _header(description, type="integer", minimum=0)


PLACE: dict[str, Any] = {"format": "uri-reference", "pattern": "^/v1/"}
HEADERS = {
    "ETag": _header(
        "This version; send it back as If-None-Match or If-Match.", required=True, pattern='^(W/)?"'
    ),
    "Location": _header("Where it is.", required=True, **PLACE),
    "Location-If-Any": _header("Where the booking is that came to nothing.", **PLACE),
    "Retry-After": _seconds("Seconds after which another try makes sense."),
    "WWW-Authenticate": _header("How to sign in."),
    "Idempotency-Replayed": _header(
        "This is the answer that the first request with the same Idempotency-Key got.",
        enum=["true"],
    ),
    "X-Request-ID": _header(
        "Names this request in our logs; your own is kept if you send one.", required=True
    ),
    "RateLimit-Limit": _seconds("Requests that you may make in a window. Absent where limits are off."),
    "RateLimit-Remaining": _seconds("Requests that are left in this window."),
    "RateLimit-Reset": _seconds("Seconds until the window ends."),
}
OF_EVERY_ANSWER = ("X-Request-ID",)
OF_COUNTED_ANSWERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")

REPLAYED = {"Idempotency-Replayed": "Idempotency-Replayed"}
REFUSALS: dict[int, tuple[str, dict[str, str]]] = {
    400: ("The request is not well formed; `details` names each wrong field.", REPLAYED),
    401: (
        "Nobody is signed in, or the token is not valid any more.",
        {"WWW-Authenticate": "WWW-Authenticate"},
    ),
    403: ("Your role does not allow this, or the CSRF header is missing.", {}),
    404: ("There is no such thing, or none that you may see.", REPLAYED),
    409: (
        "The current state does not allow this; `code` says why.",
        REPLAYED | {"Retry-After": "Retry-After", "Location": "Location-If-Any"},
    ),
    412: ("It was changed since you read it: fetch it again.", {}),
    413: ("The body is too large.", {}),
    415: ("The body is of a kind that is not read here.", {}),
    422: ("This Idempotency-Key belongs to another request.", {}),
    429: ("Too many requests: wait a little.", {"Retry-After": "Retry-After"}),
    500: ("Something went wrong on our side.", {}),
    503: ("Temporarily unavailable: try again in a moment.", {"Retry-After": "Retry-After"}),
}


def told_with(headers: dict[str, str]) -> dict[str, str]:
    """The headers of a refusal: its own, and those of every answer."""
    return {name: name for name in (*OF_EVERY_ANSWER, *OF_COUNTED_ANSWERS)} | headers
