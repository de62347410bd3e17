"""Saying no to a start: what is wrong with it, or which free times lie nearest."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from app.availability.rules import OTHERS, Reason, nearest
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings.errors import SlotTaken
from app.kernel import zones
from app.kernel.errors import Detail, InvalidInput

# A week to both sides is searched; a slot at its end may run for a day, and be followed by a day's buffer.
_NEAR = timedelta(days=9)

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


def taken(schedule: Schedule, start: datetime) -> SlotTaken:
    """The refusal for a time as long as the schedule says, with the reasons and the nearest free times."""
    return taken_of(schedule.provider_id, schedule.offering_id, start, schedule.duration)


def taken_of(provider_id: int, offering_id: int, start: datetime, length: timedelta) -> SlotTaken:
    """The same for who has no schedule at hand."""
    facts = ask(provider_id, offering_id=offering_id, since=start - _NEAR, until=start + _NEAR)
    reasons: list[Reason] = []
    slots: list[dict[str, datetime]] = []
    colleague = None
    if facts is not None and facts["offering_id"] is not None:
        near = schedule_of(facts).lasting(length)
        reasons = [reason for reason in near.against(start) if reason in OTHERS]
        found = nearest(near.timetable, near.terms, zones.instant_of(start), now=near.now)
        moments = [zones.moment_of(at) for at in found]
        slots = [{"startTime": at, "endTime": at + length} for at in moments]
        colleague = near.colleague_at(start)
    extra: dict[str, Any] = {"reasons": reasons or [Reason.TAKEN], "nearestSlots": slots}
    if colleague is not None:
        extra["colleague"] = {"providerId": colleague.provider_id, "name": colleague.name}
    return SlotTaken(details=[Detail("startTime", SlotTaken.message)], extra=extra)
