"""Carrying the history to the store that counts it and to the live counters, each event once.

The row in `events_told` is the place in the history. The store knows events by their ids. The counters know
the place themselves, and are put right from the database where theirs is another one.
"""

from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.analytics.counting import BEGINNING, Place, cells_of
from app.analytics.models import EventsTold
from app.analytics.queries import history
from app.db.session import reading
from app.ports import ports
from app.ports.events import Event

AT_ONCE = 2_000  # what the counters take within their patience
_MOVE = text("""
    INSERT INTO events_told (id, at, event_id) VALUES (1, :at, :event_id)
    ON CONFLICT (id) DO UPDATE SET at = excluded.at, event_id = excluded.event_id
    WHERE (events_told.at, events_told.event_id) < (excluded.at, excluded.event_id)
""")


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is to be told next."""

    place: Place
    events: list[Event]

    @property
    def full(self) -> bool:
        return len(self.events) == AT_ONCE

    @property
    def end(self) -> Place:
        return Place(self.events[-1].at, self.events[-1].event_id) if self.events else self.place


def next_chapter(session: Session) -> Chapter:
    """All that is complete, up to a bound; what stays is told next."""
    before = history.complete_before(session)
    told = session.execute(select(EventsTold.at, EventsTold.event_id)).one_or_none()
    place = Place(told.at, told.event_id) if told else BEGINNING
    return Chapter(place, history.after(session, place.at, place.event_id, before=before, size=AT_ONCE))


def tell(chapter: Chapter) -> None:
    """Outside of any transaction. Raises TransientError: the store is away, and all is told again."""
    ports().events.write(chapter.events)
    counters = ports().counters
    counts = cells_of(chapter.events, since=ports().clock.now() - history.LATELY)
    if counters.add(counts, after=chapter.place.written, upto=chapter.end.written):
        return
    with reading() as session:
        lately = history.lately(session, chapter.end.at, chapter.end.event_id)
    counters.put(lately, upto=chapter.end.written)


def remember(session: Session, chapter: Chapter) -> None:
    """The place is never set back: one who tells late has told what was told already."""
    if chapter.events:
        session.execute(_MOVE, {"at": chapter.end.at, "event_id": chapter.end.event_id})


def begin_anew(session: Session) -> None:
    """All is told once more, to a store that was lost."""
    session.execute(text("DELETE FROM events_told"))
