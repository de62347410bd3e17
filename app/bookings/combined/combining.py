"""The terms of several offerings, one after the other, as those of one. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from app.availability.rules import Terms
from app.availability.rules.terms import MINUTE
from app.availability.schedule import Schedule, Section
from app.kernel.errors import InvalidInput
from app.kernel.intervals import Interval

MOST, LONGEST = 8, 24 * 60  # services, and minutes of all of them


def combined(parts: Sequence[Schedule]) -> Schedule:
    """One schedule for all: lengths and prices add up, and of each rule the strictest holds.

    The buffer before is the first one's, the buffer after the last one's; starts are on the first one's grid.

    Raises:
        InvalidInput: at `offeringIds`. They last too long, have several currencies, or one is a group
            or a team's.
    """
    first = parts[0]
    for number, part in enumerate(parts):
        if not part.exclusive:
            raise InvalidInput.at(f"offeringIds.{number}", "A group is booked by itself.")
        if part.by_team:
            raise InvalidInput.at(f"offeringIds.{number}", "What a team serves is booked by itself.")
    if len({part.price.currency for part in parts}) > 1:
        raise InvalidInput.at("offeringIds", "All of them must have one currency.")
    if sum(part.terms.duration for part in parts) > LONGEST:
        raise InvalidInput.at("offeringIds", "All of them together last at most 24 hours.")
    terms = _terms(parts)
    facts = {**first.facts, **_facts(parts)}
    return replace(first, terms=terms, facts=facts, sections=tuple(_sections(parts, terms)))


def _sections(parts: Sequence[Schedule], terms: Terms) -> Iterator[Section]:
    """Each of them needs its rooms while it lasts; the buffers belong to the first and the last."""
    begins = 0
    for number, part in enumerate(parts, 1):
        ends = begins + part.terms.seconds
        since = begins - terms.buffer_before * MINUTE if number == 1 else begins
        until = ends + terms.buffer_after * MINUTE if number == len(parts) else ends
        yield Section(part.offering_id, Interval(since, until))
        begins = ends


def _terms(parts: Sequence[Schedule]) -> Terms:
    first, last = parts[0].terms, parts[-1].terms
    horizons = [part.terms.horizon_days for part in parts if part.terms.horizon_days is not None]
    return replace(
        first,
        duration=sum(part.terms.duration for part in parts),
        buffer_before=first.buffer_before,
        buffer_after=last.buffer_after,
        notice=max(part.terms.notice for part in parts),
        horizon_days=min(horizons, default=None),
        bookable_from=max(filter(None, (part.terms.bookable_from for part in parts)), default=None),
        bookable_until=min(filter(None, (part.terms.bookable_until for part in parts)), default=None),
    )


def _facts(parts: Sequence[Schedule]) -> dict[str, Any]:
    price = sum(part.price.minor for part in parts)
    due = sum(part.pay_now.minor for part in parts)
    return {
        "price_minor": price,
        "further_durations": [],
        "duration_minutes": sum(part.terms.duration for part in parts),
        "payment": "NOW" if due else _later(parts),
        "deposit_percent": -(-100 * due // price) if due else 100,  # a whole percent, rounded up
        "needs_count": sum(part.facts["needs_count"] for part in parts),
        "needs_approval": any(part.facts["needs_approval"] for part in parts),
        "no_show_percent": max(part.facts["no_show_percent"] for part in parts),
    }


def _later(parts: Sequence[Schedule]) -> str:
    """One that a card secures has the card secure all of them."""
    return "CARD" if any(part.facts["payment"] == "CARD" for part in parts) else "LATER"
