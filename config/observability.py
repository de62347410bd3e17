"""Error reports, when a DSN is configured. Personal data stays here."""

from typing import Any

import sentry_sdk

from config.settings import Settings


def configure(settings: Settings) -> None:
    """Start Sentry if there is a DSN; without one every capture is a no-op."""
    if settings.sentry_dsn is None:
        return
    sentry_sdk.init(
        dsn=settings.sentry_dsn.get_secret_value(),
        environment=settings.environment,
        send_default_pii=False,
        include_local_variables=False,
        before_send=scrub,
    )


def scrub(event: Any, hint: dict[str, Any]) -> Any:
    """Drop what may carry a person's data: bodies, cookies, headers with secrets, the query string."""
    del hint
    request = event.get("request", {})
    for part in ("data", "cookies", "query_string", "env"):
        request.pop(part, None)
    headers = request.get("headers", {})
    request["headers"] = {
        name: value
        for name, value in headers.items()
        if name.lower() in {"host", "user-agent", "content-type"}
    }
    return event
