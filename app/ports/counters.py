"""Live counters: what happened in each quarter of an hour, for the whole site and for each provider.

They follow the history, so they know up to where they have counted. Who finds that they lost their place (the
store was emptied) puts them right from the database. Never raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

QUARTER = timedelta(minutes=15)  # every zone's midnight is the beginning of one
SITE = "site"

# Beginning of a quarter, whose ("site" or a provider's id), kind.
Cell = tuple[datetime, str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """By kind, of all up to a place in the history."""

    kinds: Mapping[str, int]
    upto: str


class Counters(Protocol):
    def add(self, counts: Mapping[Cell, int], *, after: str, upto: str) -> bool:
        """Count on from the place `after`. False: they stand at another place, and nothing was counted."""
        ...

    def put(self, counts: Mapping[Cell, int], *, upto: str) -> None:
        """Begin anew: this is all that lately happened, up to that place."""
        ...

    def read(self, whose: str, *, since: datetime, until: datetime) -> Counts | None:
        """None: nobody knows."""
        ...
