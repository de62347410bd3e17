"""A search as somebody asks for it."""

from dataclasses import dataclass
from datetime import date

from app.http.paging import Paging


@dataclass(frozen=True, slots=True)
class FreeOn:
    """Some time on a date, read on the clock of a zone; minutes since its midnight."""

    day: date
    after: int
    minutes: int
    zone: str


@dataclass(frozen=True, slots=True)
class Place:
    latitude: float
    longitude: float
    radius_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is None does not narrow. Without a `sort`, words are answered by relevance, others by rating."""

    paging: Paging
    sort: str | None = None
    q: str | None = None
    specialization: str | None = None
    language: str | None = None
    rating_min: float | None = None
    price_min: float | None = None
    price_max: float | None = None
    currency: str | None = None
    meeting: str | None = None
    near: Place | None = None
    free: FreeOn | None = None
