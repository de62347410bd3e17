"""Finding providers. An index says who may match; the database says who is there, and when they are free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.availability.free_times import FreeTimes, free_times
from app.availability.next_available import next_available
from app.db.session import reading
from app.http.paging import Page
from app.kernel import zones
from app.kernel.errors import NotFound
from app.kernel.folding import tokens
from app.ports import ports
from app.ports.search import Found, Free, Hit, Like, Query, Suggestion
from app.providers import queries as providers
from app.providers.models import Provider
from app.search.rules.highlights import marked
from app.search.service.asking import nothing_can_match, query_of
from app.search.wanted import Wanted

SLOTS = 3
_EMPTY = Found([], 0, {"specializations": {}, "languages": {}, "meeting": {}})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider of the list, with their next free time and why they are on it."""

    provider: Provider
    next_available: datetime | None
    distance_km: float | None = None
    highlights: Mapping[str, str] = field(default_factory=dict)
    slots: Sequence[Mapping[str, Any]] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.provider, name)

    @property
    def availability(self) -> dict[str, Any]:
        return {
            "next_available": self.next_available,
            "timezone": self.provider.timezone,
            "slots": self.slots,
        }


@dataclass(frozen=True, slots=True)
class Results(Page):
    """A page, the counts of its facets over all that was found, and whether the index was away."""

    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    degraded: bool = False


def search(wanted: Wanted, *, now: datetime) -> Results:
    """A page. No connection to the database is held while the index is asked: it may take its time."""
    with reading() as session:
        query = query_of(session, wanted, now=now)
    found = _EMPTY if nothing_can_match(wanted) else ports().search.find(query)
    with reading() as session:
        items = _candidates(session, found.hits, query, now=now)
    facets = {name: dict(counts) for name, counts in found.facets.items()}
    return Results(items, found.total, wanted.paging, facets, found.degraded)


def suggest(prefix: str, size: int) -> Sequence[Suggestion]:
    words = tokens(prefix)
    return list(ports().search.suggest(words, size)) if words else []


def similar(provider_id: int, size: int, *, viewer: int | None, now: datetime) -> list[Candidate]:
    """Others who offer the like, the most similar first."""
    with reading() as session:
        provider = providers.visible(session, provider_id, viewer=viewer)
    if provider is None:
        raise NotFound
    like = Like(provider_id, tuple(provider.specializations), tuple(provider.languages))
    ids = ports().search.similar(like, size) if like.specializations else ()
    with reading() as session:
        return _candidates(session, [Hit(number) for number in ids], Query(), now=now)


def _candidates(session: Session, hits: Sequence[Hit], query: Query, *, now: datetime) -> list[Candidate]:
    """The hits as the database knows them at this moment: who is gone or taken meanwhile is left out."""
    ids = [hit.provider_id for hit in hits]
    there = providers.listed(session, ids)
    ids = [number for number in ids if number in there]
    slots = _slots(session, ids, query.free, now=now) if query.free else {}
    if query.free:
        ids = [number for number in ids if slots.get(number)]
    first = next_available(session, ids, now=now)
    away = {hit.provider_id: hit.distance_km for hit in hits}
    return [
        Candidate(
            there[number],
            first[number],
            away[number],
            _highlights(there[number], query),
            slots.get(number, ()),
        )
        for number in ids
    ]


def _slots(
    session: Session, ids: Sequence[int], free: Free, *, now: datetime
) -> Mapping[int, list[dict[str, Any]]]:
    """The first times of each that fit what was asked for, read at this moment."""
    since, until = zones.moment_of(free.first), zones.moment_of(free.last + 1)
    found = free_times(session, ids, since=since, until=until, now=now, minutes=free.minutes)
    end = free.last + free.minutes * 60
    return {number: _first_slots(times, end) for number, times in found.items()}


def _first_slots(times: Sequence[FreeTimes], end: int) -> list[dict[str, Any]]:
    fitting = sorted(
        (start, offer.minutes, offer.offering_id)
        for offer in times
        for start in offer.starts
        if start + offer.minutes * 60 <= end
    )
    return [
        {
            "offering_id": offering_id,
            "start_time": zones.moment_of(start),
            "end_time": zones.moment_of(start + minutes * 60),
        }
        for start, minutes, offering_id in fitting[:SLOTS]
    ]


def _highlights(provider: Provider, query: Query) -> dict[str, str]:
    wanted = [(word.text, word.others) for word in query.words]
    skills = ", ".join(name.replace("_", " ") for name in provider.specializations)
    texts = {"name": provider.name, "bio": provider.bio, "specializations": skills}
    marks = {name: marked(text, wanted) for name, text in texts.items()} if wanted else {}
    return {name: mark for name, mark in marks.items() if mark is not None}
