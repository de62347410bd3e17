"""Places in the history, and events counted by quarters of an hour. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.ports.counters import QUARTER, SITE, Cell
from app.ports.events import Event


@dataclass(frozen=True, slots=True)
class Place:
    """An event of the history, by its time and its id."""

    at: datetime
    event_id: int

    @property
    def written(self) -> str:
        return f"{self.at.isoformat()}/{self.event_id}"

    @classmethod
    def of(cls, written: str) -> "Place":
        at, _, event_id = written.partition("/")
        return cls(datetime.fromisoformat(at), int(event_id))


BEGINNING = Place(datetime(2000, 1, 1, tzinfo=UTC), 0)
_SECONDS = int(QUARTER.total_seconds())


def cells_of(events: Iterable[Event], *, since: datetime) -> dict[Cell, int]:
    """Each event counts for the site and for its provider; what nobody looks at any more is left out."""
    return Counter(
        (quarter_of(event.at), whose, event.kind)
        for event in events
        if event.at >= since
        for whose in (SITE, str(event.provider_id))
    )


def quarter_of(moment: datetime) -> datetime:
    """The beginning of the quarter of an hour that a moment lies in."""
    return datetime.fromtimestamp(moment.timestamp() // _SECONDS * _SECONDS, tz=UTC)
