"""What a personal API key may be good for: an area of the API, for reading or for writing. Pure.

A path that stands in no area is closed to keys: accounts, sign-ins, administration.
"""

from app.kernel.errors import Forbidden

READ, WRITE = "read", "write"
_AREAS = {
    "/v1/bookings": "bookings",
    "/v1/files": "bookings",
    "/v1/providers": "providers",
    "/v1/calendars": "calendars",
    "/v1/webhook-endpoints": "webhooks",
    "/v1/payments": "payments",
    "/v1/invoices": "payments",
    "/v1/package-purchases": "payments",
    "/v1/reviews": "reviews",
}
SCOPES = tuple(f"{area}:{use}" for area in sorted(set(_AREAS.values())) for use in (READ, WRITE))
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def scope_of(method: str, path: str) -> str | None:
    """Which scope a request needs; None: keys are not let in there at all."""
    area = _AREAS.get("/".join(path.split("/")[:3]))
    return None if area is None else f"{area}:{READ if method in _READING else WRITE}"


def demand(scopes: frozenset[str], method: str, path: str) -> None:
    """Raises Forbidden where a key with these scopes may not do this."""
    needed = scope_of(method, path)
    if needed is None:
        raise Forbidden("API keys are not let in here: sign in.")
    if needed not in scopes:
        raise Forbidden(f"This API key lacks the scope {needed}.")
