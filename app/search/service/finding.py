"""Finding providers. An index says who may match; the database says who is there, and when they are free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

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
from app.search import queries
from app.search.rules.cards import Card, card_of, slot_of
from app.search.service.asking import nothing_can_match, query_of
from app.search.wanted import Wanted

SLOTS = 3
_EMPTY = Found([], 0, {"specializations": {}, "languages": {}, "meeting": {}})


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
        items = _cards(session, found.hits, query, now=now)
    facets = {name: dict(counts) for name, counts in found.facets.items()}
    return Results(items, found.total, wanted.paging, facets, found.degraded)


def suggest(prefix: str, size: int) -> Sequence[Suggestion]:
    words = tokens(prefix)
    return list(ports().search.suggest(words, size)) if words else []


def similar(provider_id: int, size: int, *, now: datetime) -> list[Card]:
    """Others who offer the like, the most similar first."""
    with reading() as session:
        provider = providers.visible(session, provider_id, viewer=None)
    if provider is None:
        raise NotFound
    like = Like(provider_id, tuple(provider.specializations), tuple(provider.languages))
    ids = ports().search.similar(like, size) if like.specializations else ()
    with reading() as session:
        return _cards(session, [Hit(number) for number in ids], Query(), now=now)


def _cards(session: Session, hits: Sequence[Hit], query: Query, *, now: datetime) -> list[Card]:
    """The hits as the database knows them at this moment: who is gone or taken meanwhile is left out."""
    there = queries.listed([hit.provider_id for hit in hits])
    found = [hit for hit in hits if hit.provider_id in there]
    slots: Mapping[int, list[Card]] = {}
    if query.free:
        slots = _slots(session, [hit.provider_id for hit in found], query.free, now=now)
        found = [hit for hit in found if slots.get(hit.provider_id)]
    first = next_available(session, [hit.provider_id for hit in found], now=now)
    wanted = [(word.text, word.others) for word in query.words]
    return [
        card_of(
            there[hit.provider_id],
            wanted=wanted,
            distance_km=hit.distance_km,
            next_available=first[hit.provider_id],
            slots=slots.get(hit.provider_id, ()),
        )
        for hit in found
    ]


def _slots(session: Session, ids: Sequence[int], free: Free, *, now: datetime) -> Mapping[int, list[Card]]:
    """The first times of each that fit what was asked for, read at this moment."""
    since, until = zones.moment_of(free.first), zones.moment_of(free.last + 1)
    found = free_times(session, ids, since=since, until=until, now=now, minutes=free.minutes)
    end = free.last + free.minutes * 60
    return {number: _first_slots(times, end) for number, times in found.items()}


def _first_slots(times: Sequence[FreeTimes], end: int) -> list[Card]:
    fitting = sorted(
        (start, offer.minutes, offer.offering_id)
        for offer in times
        for start in offer.starts
        if start + offer.minutes * 60 <= end
    )
    return [
        slot_of(offering_id, zones.moment_of(start), zones.moment_of(start + minutes * 60))
        for start, minutes, offering_id in fitting[:SLOTS]
    ]
