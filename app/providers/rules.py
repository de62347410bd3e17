"""What a profile and an offering may say. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from app.kernel.errors import InvalidInput
from app.kernel.money import BadMoney, Money, from_major

LARGEST_DETAILS = 8 * 1024
DEEPEST_DETAILS = 5
MOST_OFFERINGS = 100
MOST_SEATS = 500
MOST_HOSTS = 50
MOST_RESOURCES = 200
MOST_NEEDED = 10  # rooms and devices for one booking
MOST_ALTERNATIVES = 50
LONGEST_STEP = 30
DAY_MINUTES = 1440

# What an offering is like where nothing else was said.
USUAL: dict[str, Any] = {
    "start_offset_minutes": 0,
    "horizon_kind": "ROLLING",
    "bookable_from": None,
    "bookable_until": None,
    "further_durations": [],
    "limits": [],
}

SPECIALIZATION = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
LANGUAGE = r"[a-z]+([_-][a-z]+)*"


def price(amount: Decimal, currency: str, *, field: str) -> Money:
    """An exact amount of a known currency.

    Raises:
        InvalidInput: at `currency` if nobody knows it, at `field` if it has fewer decimals than the amount.
    """
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise InvalidInput.at("currency", "Write an ISO 4217 code such as EUR.")
    try:
        from_major(0, currency)
    except BadMoney as error:
        raise InvalidInput.at("currency", f"{error}.") from error
    try:
        return from_major(amount, currency)
    except BadMoney as error:
        raise InvalidInput.at(field, f"{error}.") from error


def default_step(duration_minutes: int) -> int:
    """Starts every half hour, or back to back where that is shorter."""
    return min(duration_minutes, LONGEST_STEP)


def depth(value: Any) -> int:
    """How many objects and lists lie inside each other."""
    if isinstance(value, Mapping):
        return 1 + max((depth(inner) for inner in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((depth(inner) for inner in value), default=0)
    return 0


def small_enough(details: Mapping[str, Any]) -> bool:
    """Whether free-form data stays within what a profile may carry."""
    return depth(details) <= DEEPEST_DETAILS and len(orjson.dumps(details)) <= LARGEST_DETAILS


def coherent(offering: Mapping[str, Any]) -> None:
    """Refuse terms of which each is good by itself, and which cannot hold together.

    Raises:
        InvalidInput: at the field that gives way.
    """
    if offering["start_offset_minutes"] >= offering["step_minutes"]:
        raise InvalidInput.at("startOffsetMinutes", "Starts are moved by less than one step.")
    _dated(offering)
    lengths = [offering["duration_minutes"], *(each["minutes"] for each in offering["further_durations"])]
    if len(set(lengths)) < len(lengths):
        raise InvalidInput.at("furtherDurations", "Each length stands here once, durationMinutes included.")
    for place, limit in enumerate(offering["limits"]):
        if (limit["minutes"] or DAY_MINUTES) < min(lengths):
            raise InvalidInput.at(f"limits.{place}.minutes", "A single booking would be too long for it.")


def _dated(offering: Mapping[str, Any]) -> None:
    since, until = offering["bookable_from"], offering["bookable_until"]
    if offering["horizon_kind"] == "FIXED" and until is None:
        raise InvalidInput.at("bookableUntil", "A fixed horizon names its last date.")
    if since and until and until < since:
        raise InvalidInput.at("bookableUntil", "It lies on or after bookableFrom.")
