"""What has to be true once all is calm: asked of the database, and of what the clients lived through."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from app.kernel.tasks import CATALOGUE
from tests.chaos.history import unfaithful
from tests.chaos.invariants import BROKEN, DOUBLED, EVENTS, LOST, TIMES
from tests.chaos.load import Story

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the clients saw, and since when no fault has struck, by the database's clock."""

    stories: Sequence[Story]
    failures: Sequence[int]
    calm_since: datetime
    within: float

    @property
    def accepted(self) -> dict[int, str]:
        """The bookings that a client was told of, and the key each was asked for with."""
        return {story.booking_id: story.wish.key for story in self.stories if story.booking_id is not None}

    def parameters(self) -> dict[str, Any]:
        return {
            "accepted": list(self.accepted),
            "keys": list(self.accepted.values()),
            "cancelled": [story.booking_id for story in self.stories if story.cancelled],
            "lone": [story.wish.key for story in self.stories if not story.wish.rival],
            "calm": self.calm_since,
            "within": self.within,
            "actors": [kind.name for kind in CATALOGUE],
            "leases": [kind.patience.lease.total_seconds() for kind in CATALOGUE],
        }


Found = Mapping[str, Sequence[object]]


class Inquiry:
    """The checks on one database."""

    def __init__(self, connection: psycopg.Connection[Any], evidence: Evidence) -> None:
        self._connection = connection
        self._evidence = evidence

    def lost(self) -> Found:
        return {**self._all(LOST), "never answered": [s for s in self._evidence.stories if not s.status]}

    def doubled(self) -> Found:
        return self._all(DOUBLED)

    def broken(self) -> Found:
        stories = self._evidence.stories
        return {
            **self._all(BROKEN),
            "history that does not lead to the state": unfaithful(self._rows(EVENTS)),
            "refused its own repeated request": _where(stories, lambda s: s.code == "ALREADY_REQUESTED"),
            "answered 5xx other than 503": [status for status in self._evidence.failures if status != 503],
            "refused a slot of its own": _where(stories, lambda s: s.status > 202 and not s.wish.rival),
        }

    def seconds_to_decision(self) -> list[float]:
        """From each client's acceptance to the decision, in order."""
        return [row["took"] for row in self._rows(TIMES)]

    def _all(self, checks: Mapping[str, str]) -> Found:
        return {name: self._rows(sql) for name, sql in checks.items()}

    def _rows(self, sql: str) -> Rows:
        with self._connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(sql, self._evidence.parameters()).fetchall()


def _where(stories: Sequence[Story], is_bad: Callable[[Story], bool]) -> Sequence[Story]:
    return [story for story in stories if is_bad(story)]
