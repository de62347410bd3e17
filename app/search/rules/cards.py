"""A provider as a list shows them, in the words of the API. Pure.

Written by hand and not by the schema: a page of twenty took the schema as long as all else together. A test
holds the two against each other.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.kernel.money import Money
from app.search.rules.highlights import Wanted, marked

Card = dict[str, Any]

_PLACE = ("address", "city", "country", "latitude", "longitude")


def card_of(
    row: Mapping[str, Any],
    *,
    wanted: Wanted,
    distance_km: float | None,
    next_available: datetime | None,
    slots: Sequence[Card],
) -> Card:
    return {
        "id": row["id"],
        "userId": row["user_id"],
        "name": row["name"],
        "bio": row["bio"],
        "specializations": row["specializations"],
        "languages": row["languages"],
        "hourlyRate": float(Money(row["hourly_rate_minor"], row["currency"]).major),
        "currency": row["currency"],
        "rating": None if row["rating"] is None else float(row["rating"]),
        "totalReviews": row["total_reviews"],
        "location": _location(row),
        "meeting": row["meeting"],
        "photoUrl": row["photo_url"],
        "availability": {
            "nextAvailable": _instant(next_available),
            "timezone": row["timezone"],
            "slots": slots,
        },
        "distanceKm": distance_km,
        "highlights": _highlights(row, wanted) if wanted else {},
    }


def slot_of(offering_id: int, start: datetime, end: datetime) -> Card:
    return {"offeringId": offering_id, "startTime": _instant(start), "endTime": _instant(end)}


def _location(row: Mapping[str, Any]) -> dict[str, Any] | None:
    place = {name: row[name] for name in _PLACE}
    return place if any(value is not None for value in place.values()) else None


def _highlights(row: Mapping[str, Any], wanted: Wanted) -> dict[str, str]:
    skills = ", ".join(name.replace("_", " ") for name in row["specializations"])
    texts = {"name": row["name"], "bio": row["bio"], "specializations": skills}
    marks = {name: marked(text, wanted) for name, text in texts.items()}
    return {name: mark for name, mark in marks.items() if mark is not None}


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
