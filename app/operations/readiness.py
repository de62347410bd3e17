"""Whether the workers keep up, for /health/readiness."""

from typing import Any

from app.db import ledger

TOO_OLD = 60.0


class WorkersLag(Exception):  # noqa: N818 - reads as what it is
    """The oldest due task has waited for longer than a minute: nobody works."""


def workers() -> dict[str, Any]:
    """How far the workers are behind. Raises WorkersLag."""
    lags = ledger.lag()
    oldest = max((lag.oldest for lag in lags), default=0.0)
    if oldest > TOO_OLD:
        raise WorkersLag(f"{oldest:.0f} s")
    return {"due": sum(lag.due for lag in lags), "oldestDueSeconds": round(oldest, 3)}
