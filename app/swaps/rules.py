"""When two clients may exchange their times. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class SwapStatus(StrEnum):
    PROPOSED = "PROPOSED"
    DONE = "DONE"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"  # nobody answered, or one of the bookings changed meanwhile


ANSWER_TIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One side of an exchange, as it stands."""

    client_id: int
    offering_id: int
    status: str
    attention: str | None
    version: int
    start: datetime
    end: datetime


def firm(place: Place, now: datetime) -> bool:
    """Whether it can be given to somebody else: it is promised, paid as agreed, and ahead."""
    return place.status == "CONFIRMED" and place.attention is None and place.start > now


def alike(mine: Place, theirs: Place) -> bool:
    """Whether nothing but the time would differ."""
    same_length = mine.end - mine.start == theirs.end - theirs.start
    return mine.offering_id == theirs.offering_id and same_length and mine.client_id != theirs.client_id


def deadline(now: datetime, *starts: datetime) -> datetime:
    """A day to answer, but no more than half of what is left until the earlier start."""
    return now + min(ANSWER_TIME, (min(starts) - now) / 2)
