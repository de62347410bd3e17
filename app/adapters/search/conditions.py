"""A query's filters as SQL over `providers p`: fragments of constant text, and the values bound to them."""

import math
from collections.abc import Sequence
from typing import Any

from app.kernel.money import EXPONENT, uncommon_exponents
from app.ports.search import UNITS, Near, Query, Word

EARTH_M = 6_371_008.7714  # the mean radius that Lucene measures by
_STEMS = ("english", "german", "french", "spanish")
_CASES = " ".join(
    f"WHEN '{code}' THEN {UNITS // 10**digits}" for code, digits in uncommon_exponents().items()
)
# Each rate in the same small unit of its currency, so that 45 dollars and 5000 yen are asked for as written.
PRICE = f"(p.hourly_rate_minor::bigint * CASE p.currency {_CASES} ELSE {UNITS // 10**EXPONENT} END)"
# `least` passes over a missing place, so that has to be said first.
_WITHIN_M = (
    "CASE WHEN p.latitude IS NOT NULL THEN"
    f" {2 * EARTH_M} * asin(least(1, sqrt(sin(radians(p.latitude - %(lat)s) / 2) ^ 2"
    " + cos(radians(%(lat)s)) * cos(radians(p.latitude))"
    " * sin(radians(p.longitude - %(lon)s) / 2) ^ 2))) END"
)

# Of few providers each is looked up, of all of them the whole table is gone through: as with the words, the
# planner would rather compare everything with everything.
_FREE = (
    "EXISTS (SELECT FROM search_free f WHERE f.provider_id = p.id AND f.minutes >= %(minutes)s"
    " AND f.starts && int8range(%(first)s, %(last)s, '[]') {one_by_one})"
)

_SIMPLE = {
    "specialization": "p.specializations @> ARRAY[cast(%(specialization)s AS text)]",
    "language": "p.languages @> ARRAY[cast(%(language)s AS text)]",
    "rating_min": "p.rating >= %(rating_min)s",
    "price_min": f"{PRICE} >= %(price_min)s",
    "price_max": f"{PRICE} <= %(price_max)s",
    "currency": "p.currency = %(currency)s",
    "meeting": "p.meeting IN (%(meeting)s, 'BOTH')",
}


def conditions(query: Query) -> tuple[list[str], dict[str, Any]]:
    """What has to hold, words included, and the values that are bound."""
    chosen = {name: getattr(query, name) for name in _SIMPLE if getattr(query, name) is not None}
    where = [_SIMPLE[name] for name in chosen]
    values: dict[str, Any] = dict(chosen)
    if query.words:
        where += [f"w.vector @@ ({_one(number, word)})" for number, word in enumerate(query.words)]
    if query.near is not None:
        values |= {"lat": query.near.latitude, "lon": query.near.longitude}
        if query.near.radius_km is not None:
            where += _around(query.near)
            values |= _box(query.near)
    if query.free is not None:
        where.append(_FREE.format(one_by_one="OFFSET 0" if query.words else ""))
        values |= {"first": query.free.first, "last": query.free.last, "minutes": query.free.minutes}
    return where, values


def tsquery(words: Sequence[Word]) -> tuple[str, dict[str, Any]]:
    """All the words together, to rank by; and the values bound to them, here and in the conditions."""
    values = {
        f"word{number}_{place}": other
        for number, word in enumerate(words)
        for place, other in enumerate([word.text, *word.others])
    }
    together = " || ".join(_one(number, word) for number, word in enumerate(words))
    return together or "NULL::tsquery", values


def distance(near: Near | None) -> str:
    """Meters to the point asked for."""
    return "NULL::float8" if near is None else _WITHIN_M


def _one(number: int, word: Word) -> str:
    """A word's beginning, its stem in each language, and what may stand in its place."""
    first = f"word{number}_0"
    parts = [f"to_tsquery('simple', %({first})s || ':*')"]
    parts += [f"to_tsquery('{stem}', %({first})s)" for stem in _STEMS]
    for place in range(1, len(word.others) + 1):
        parts += [f"to_tsquery('{stem}', %(word{number}_{place})s)" for stem in ("simple", *_STEMS)]
    return "(" + " || ".join(parts) + ")"


def _around(near: Near) -> list[str]:
    """The box lets the index do the coarse work; over a pole or the date line only latitudes do."""
    box = ["p.latitude BETWEEN %(south)s AND %(north)s"]
    if _width(near) is not None:
        box.append("p.longitude BETWEEN %(west)s AND %(east)s")
    return [*box, f"{_WITHIN_M} <= %(meters)s"]


def _box(near: Near) -> dict[str, float]:
    radius = near.radius_km or 0.0
    tall = math.degrees(radius * 1000 / EARTH_M) + 1e-6
    values = {
        "south": near.latitude - tall,
        "north": near.latitude + tall,
        "meters": radius * 1000,
    }
    width = _width(near)
    return (
        values
        if width is None
        else {**values, "west": near.longitude - width, "east": near.longitude + width}
    )


def _width(near: Near) -> float | None:
    angle = (near.radius_km or 0.0) * 1000 / EARTH_M
    if abs(math.radians(near.latitude)) + angle >= math.pi / 2 - 1e-6:
        return None
    width = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(near.latitude)))) + 1e-6
    return width if abs(near.longitude) + width <= 180 else None  # noqa: PLR2004 - the date line
