"""What happened to bookings, told to a store that counts fast. The truth stays in the database.

An event is told by its id, so telling it twice is telling it once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a booking's history, without anything personal."""

    event_id: int
    at: datetime
    kind: str
    booking_id: int
    provider_id: int
    offering_id: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each kind was written on each date that has any; `counted_by` names the store."""

    days: Mapping[date, Mapping[str, int]]
    counted_by: str


class Events(Protocol):
    def write(self, events: Sequence[Event]) -> None:
        """Raises TransientError."""
        ...

    def tally(self, bounds: Sequence[datetime], until: datetime, dates: Sequence[date]) -> Tally:
        """By the dates that begin at these instants. Never raises: the database counts while it is away."""
        ...
