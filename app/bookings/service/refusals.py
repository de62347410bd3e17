"""Saying no to a start: what is wrong with it, or which free times lie nearest."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from app.availability.offer import Offer, offer_of
from app.availability.rules import OTHERS, Reason, nearest
from app.availability.schedule import Colleague, Schedule, ask, schedule_of
from app.bookings.errors import SlotTaken
from app.kernel import zones
from app.kernel.errors import Detail, InvalidInput

# A week to both sides is searched; a slot at its end may run for a day, and be followed by a day's buffer.
NEAR = timedelta(days=9)

_MEANING = {
    Reason.IN_THE_PAST: "Start time must be in the future.",
    Reason.TOO_SOON: "This start is too soon: the provider asks for more notice.",
    Reason.TOO_EARLY: "This start is before the first date on which this is offered.",
    Reason.TOO_FAR: "This start is further ahead than the provider takes bookings.",
    Reason.OUTSIDE_HOURS: "The provider is not open for all of this time.",
    Reason.OFF_GRID: "This is not one of the starts that the provider offers.",
    Reason.GAP: "This wall time does not exist on that date.",
}


def refusal_of(reasons: Iterable[Reason]) -> InvalidInput:
    """What is wrong with a start that nobody took."""
    return InvalidInput(
        details=[Detail("startTime", _MEANING[reason]) for reason in reasons if reason in _MEANING]
    )


def taken(schedule: Schedule, start: datetime, *, party: int = 1) -> SlotTaken:
    """The refusal for a time as long as the schedule says, with the reasons and the nearest free times."""
    return taken_of(schedule.provider_id, schedule.offering_id, start, schedule.duration, party=party)


def taken_of(
    provider_id: int, offering_id: int, start: datetime, length: timedelta, *, party: int = 1
) -> SlotTaken:
    """The same for who has no schedule at hand."""
    since, until = start - NEAR, start + NEAR
    facts = ask(provider_id, offering_id=offering_id, since=since, until=until)
    if facts is None or facts["offering_id"] is None:
        return _refused([], [])
    schedule = schedule_of(facts).lasting(length)
    return taken_near(offer_of(schedule, since=since, until=until, party=party), start)


def taken_near(offer: Offer, start: datetime) -> SlotTaken:
    """The same for who has read what is free so `NEAR` the start."""
    reasons = [reason for reason in offer.against(start) if reason in OTHERS]
    moments = [zones.moment_of(at) for at in nearest(offer.starts, zones.instant_of(start))]
    length = offer.schedule.duration
    slots = [{"startTime": at, "endTime": at + length} for at in moments]
    return _refused(reasons, slots, offer.schedule.colleague_at(start))


def _refused(
    reasons: Sequence[Reason], slots: Sequence[dict[str, datetime]], colleague: Colleague | None = None
) -> SlotTaken:
    extra: dict[str, Any] = {"reasons": reasons or [Reason.TAKEN], "nearestSlots": slots}
    if colleague is not None:
        extra["colleague"] = {"providerId": colleague.provider_id, "name": colleague.name}
    return SlotTaken(details=[Detail("startTime", SlotTaken.message)], extra=extra)
