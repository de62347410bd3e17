"""So many requests a minute for each client, told in every answer (draft-ietf-httpapi-ratelimit-headers)."""

from flask import Flask, Response, g, request

from app.kernel.errors import RateLimited
from app.ports import ports
from app.ports.limits import Quota, Verdict

EVERYTHING = Quota("requests", 100, 60)
EXEMPT = (
    "/health",
    "/metrics",
    "/docs",
    "/openapi.json",
    "/static",
    "/dev",
    "/v1/webhooks",
    "/v1/message-reports",
)


def register(app: Flask) -> None:
    app.before_request(_count)
    app.after_request(_tell)


def hit(quota: Quota, who: str) -> None:
    """Count one request of `who` against a quota of its own.

    Raises:
        RateLimited: with Retry-After.
    """
    verdict = ports().limiter.hit(quota, who)
    if verdict is None:
        return
    g.verdict = verdict
    if not verdict.allowed:
        raise RateLimited(headers={"Retry-After": str(max(1, verdict.reset_seconds))})


def address() -> str:
    """The client's address; of an IPv6 client its /64, since one person holds all of it."""
    remote = request.remote_addr or "unknown"
    return ":".join(remote.split(":")[:4]) if ":" in remote else remote


def _count() -> None:
    if request.path.startswith(EXEMPT):
        return
    who = g.get("principal")
    hit(EVERYTHING, f"user:{who.user_id}" if who else f"address:{address()}")


def _tell(response: Response) -> Response:
    verdict: Verdict | None = g.get("verdict")
    if verdict is not None:
        response.headers["RateLimit-Limit"] = str(verdict.limit)
        response.headers["RateLimit-Remaining"] = str(verdict.remaining)
        response.headers["RateLimit-Reset"] = str(verdict.reset_seconds)
    return response
