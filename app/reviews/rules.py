"""Who may say what of an appointment, and for how long. Pure."""

from datetime import datetime, timedelta

from app.kernel.errors import Conflict

EDITABLE = timedelta(days=14)
LONGEST_COMMENT = 2000


def may_edit(written: datetime, *, now: datetime) -> None:
    """Raises Conflict: what was said stands by now."""
    if now - written > EDITABLE:
        raise Conflict(f"A review can be changed for {EDITABLE.days} days.")
