"""The one function that makes a provider's document, and what of its free times an index keeps. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel.folding import fold

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Starts:
    """The bookable starts of one offering, in epoch seconds, ascending."""

    minutes: int
    step: int
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A provider as the database knows them now. `price` counts ten-thousandths of a major unit."""

    provider_id: int
    listed: bool
    name: str
    bio: str
    specializations: Sequence[str]
    languages: Sequence[str]
    rating: float | None
    total_reviews: int
    price: int
    currency: str
    meeting: str
    latitude: float | None
    longitude: float | None
    city: str | None
    country: str | None
    words: Mapping[str, str]
    free: Mapping[int, Sequence[Stretch]]


UNITS = 10_000


def document_of(facts: Facts) -> dict[str, Any]:
    """A provider as the index keeps them. Of one not listed a bare place is kept."""
    bare: dict[str, Any] = {
        "provider_id": str(facts.provider_id),
        "number": facts.provider_id,
        "listed": facts.listed,
    }
    if not facts.listed:
        return bare
    bare |= {
        "name": facts.name,
        "bio": facts.bio,
        "specializations": list(facts.specializations),
        "languages": list(facts.languages),
        "total_reviews": facts.total_reviews,
        "hourly_rate": facts.price / UNITS,
        "price": facts.price,
        "currency": facts.currency,
        "meeting": ["IN_PERSON", "ONLINE"] if facts.meeting == "BOTH" else [facts.meeting],
        "sort_name": facts.name.lower(),
        "words": dict(facts.words),
        "suggest_name": fold(facts.name),
        "suggest_skills": fold(" ".join(facts.specializations)),
        "availability": [
            {"minutes": minutes, "starts": [{"gte": first, "lte": last} for first, last in stretches]}
            for minutes, stretches in sorted(facts.free.items())
        ],
    }
    return bare | _where_known(facts)


def free_of(offered: Iterable[Starts]) -> dict[int, list[Stretch]]:
    """The stretches of bookable starts by length: starts one step apart are one stretch."""
    by_length: dict[int, set[Stretch]] = {}
    for times in offered:
        if times.starts:
            by_length.setdefault(times.minutes, set()).update(_stretches(times.starts, times.step * 60))
    return {minutes: _joined(found) for minutes, found in by_length.items()}


def first_of(free: Mapping[int, Sequence[Stretch]]) -> int | None:
    return min((stretches[0][0] for stretches in free.values() if stretches), default=None)


def _where_known(facts: Facts) -> dict[str, Any]:
    point = {"lat": facts.latitude, "lon": facts.longitude}
    known = {
        "rating": facts.rating,
        "location": None if None in point.values() else point,
        "city": facts.city,
        "country": facts.country,
        "next_free": first_of(facts.free),
    }
    return {name: value for name, value in known.items() if value is not None}


def _stretches(starts: Sequence[int], step: int) -> Iterable[Stretch]:
    first = last = starts[0]
    for start in starts[1:]:
        if start - last > step:
            yield first, last
            first = start
        last = start
    yield first, last


def _joined(stretches: set[Stretch]) -> list[Stretch]:
    """Those of several offerings of one length, where they overlap."""
    joined: list[Stretch] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
