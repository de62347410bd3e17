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
LONGEST_STEP = 30

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
