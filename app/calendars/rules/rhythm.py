"""How often a calendar is read, and for how long what was read counts as known. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LOOKED_WITHIN = timedelta(minutes=10)
ASLEEP_AFTER = timedelta(days=3)
BRISK = timedelta(seconds=45)  # with the reading itself, what happens outside is known within a minute
STEADY = timedelta(minutes=10)
SLOW = timedelta(minutes=30)
SHORTEST_TRUST = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Interest:
    """`told`: the company tells us of changes, so that reading is only a safeguard against lost news."""

    told: bool
    looked_at: datetime | None


def pause(interest: Interest, now: datetime) -> timedelta:
    """Until the next reading, where the last one went well."""
    quiet = None if interest.looked_at is None else now - interest.looked_at
    if quiet is not None and quiet <= LOOKED_WITHIN:
        return BRISK
    return STEADY if interest.told or (quiet is not None and quiet <= ASLEEP_AFTER) else SLOW


def pause_after_failures(failures: int) -> timedelta:
    doubled: int = 2 ** min(failures - 1, 10)
    return min(BRISK * doubled, LONGEST_PAUSE)


def trust(between: timedelta) -> timedelta:
    """Three readings may fail before what is known counts as old."""
    return max(3 * between, SHORTEST_TRUST)
