"""Whether this process can do its work, for /health/readiness."""

from typing import Any

from sqlalchemy import text

from app.db import ledger
from app.db.session import statements
from app.ports import ports

TOO_OLD = 60.0


class QueueAway(Exception):  # noqa: N818 - reads as what it is
    """Redis does not answer: requests are accepted, and decided once it is back."""


class WorkersLag(Exception):  # noqa: N818 - reads as what it is
    """The oldest due task has waited for longer than a minute: nobody works."""


def database() -> dict[str, Any]:
    """PostgreSQL answers. Raises whatever keeps it from doing so."""
    with statements() as connection:
        connection.execute(text("SELECT 1"))
    return {}


def queue() -> dict[str, Any]:
    """Redis answers. Raises QueueAway."""
    if not ports().bell.answers():
        raise QueueAway
    return {}


def workers() -> dict[str, Any]:
    """How far the workers are behind. Raises WorkersLag."""
    lags = ledger.lag()
    oldest = max((lag.oldest for lag in lags), default=0.0)
    if oldest > TOO_OLD:
        raise WorkersLag(f"{oldest:.0f} s")
    return {"due": sum(lag.due for lag in lags), "oldestDueSeconds": round(oldest, 3)}
