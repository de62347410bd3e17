"""What a plan is worth, and since when it is not. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum


class PlanStatus(StrEnum):
    OPEN = "OPEN"  # the checkout is open
    TRIAL = "TRIAL"
    ACTIVE = "ACTIVE"
    PAST_DUE = "PAST_DUE"
    ENDED = "ENDED"


GOOD = frozenset({PlanStatus.TRIAL, PlanStatus.ACTIVE})
RUNNING = GOOD | {PlanStatus.PAST_DUE}  # it can be changed, cancelled and resumed
QUIET = timedelta(hours=1)  # after a renewal was due, before we ask
INTERVALS = ("month", "year")


def lapsed_since(status: PlanStatus, before: datetime | None, now: datetime) -> datetime | None:
    """Since when there is no plan in force. None: there is one."""
    return None if status in GOOD else before or now


def is_over(lapsed_at: datetime | None, grace: timedelta, now: datetime) -> bool:
    """Whether the time has run out that is left to pay again."""
    return lapsed_at is not None and lapsed_at + grace <= now
