"""From what somebody asks to the query that every adapter understands."""

import math
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.kernel import zones
from app.kernel.errors import InvalidInput
from app.kernel.folding import tokens
from app.ports.search import UNITS, Free, Near, Query, Word
from app.search import queries
from app.search.rules.synonyms import same_as
from app.search.wanted import FreeOn, Wanted

MOST_WORDS = 8
FURTHEST = timedelta(days=28)


def query_of(session: Session, wanted: Wanted, *, now: datetime) -> Query:
    """The query of a search. Words are corrected by those that providers use, before any index sees them.

    Raises:
        InvalidInput: the free time is past, or further ahead than any index looks.
    """
    words = tuple(_word(session, word) for word in tokens(wanted.q or "")[:MOST_WORDS])
    return Query(
        words=words,
        specialization=wanted.specialization,
        language=wanted.language,
        rating_min=wanted.rating_min,
        price_min=None if wanted.price_min is None else math.ceil(round(wanted.price_min * UNITS, 3)),
        price_max=None if wanted.price_max is None else math.floor(round(wanted.price_max * UNITS, 3)),
        currency=wanted.currency,
        meeting=wanted.meeting,
        near=None if wanted.near is None else Near(*_place(wanted)),
        free=None if wanted.free is None else free_of(wanted.free, now=now),
        sort=wanted.sort or ("relevance" if words else "rating"),
        offset=wanted.paging.offset,
        size=wanted.paging.size,
    )


def nothing_can_match(wanted: Wanted) -> bool:
    """Signs alone, such as `%` or `&&`, stand in nobody's text."""
    return wanted.q is not None and not tokens(wanted.q)


def free_of(wanted: FreeOn, *, now: datetime) -> Free:
    """The starts from which the wanted minutes still end on the date that was asked for."""
    day = zones.dates_window(wanted.zone, wanted.day, wanted.day)
    if zones.instant_of(now) >= day.end:
        raise InvalidInput.at("freeOn", "This date is past.")
    if zones.moment_of(day.start) > now + FURTHEST:
        raise InvalidInput.at("freeOn", f"Ask for at most {FURTHEST.days} days ahead.")
    opens = datetime.combine(wanted.day, datetime.min.time()) + timedelta(minutes=wanted.after)
    first = min(zones.instants_of(wanted.zone, opens), default=day.start + wanted.after * 60)
    last = day.end - wanted.minutes * 60
    if last < first:
        raise InvalidInput.at("freeFor", "That date has no room for so long after that time.")
    return Free(first=first, last=last, minutes=wanted.minutes)


def _word(session: Session, word: str) -> Word:
    others = same_as(word) or queries.spellings(session, word)
    return Word(word, others)


def _place(wanted: Wanted) -> tuple[float, float, float | None]:
    if wanted.near is None:
        raise ValueError("nowhere asked for")
    return wanted.near.latitude, wanted.near.longitude, wanted.near.radius_km
