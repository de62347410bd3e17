"""A booking and its event in a calendar are brought to agree: what of the two gives way. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.calendars.rules.words import EventState


class Step(StrEnum):
    NOTHING = "NOTHING"
    WRITE = "WRITE"  # over what stands there, or anew
    REMOVE = "REMOVE"
    MOVED = "MOVED"  # somebody moved the event: ask for the same of the booking
    DELETED = "DELETED"
    PUT_BACK = "PUT_BACK"  # somebody made of it what no booking can be


@dataclass(frozen=True, slots=True)
class Standing:
    """A time, of a booking or an event."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """What we wrote last. `version` 0: nothing arrived, as far as we know."""

    time: Standing | None
    version: int
    state: EventState


def decide(wanted: Standing | None, version: int, written: Written, found: Standing | None) -> Step:
    """`wanted` is None where the booking is to stand in no calendar; `found` is what stands there now."""
    if wanted is None:
        return Step.REMOVE if found is not None else Step.NOTHING
    if written.version == 0 or written.state is EventState.GONE or written.time is None:
        return Step.WRITE
    changed = version > written.version
    if found is None:
        return _of_a_deleted_one(written, changed=changed)
    if found == wanted:
        return Step.WRITE if changed or written.time != found else Step.NOTHING
    if found == written.time or wanted != written.time:  # where both were moved, the booking counts
        return Step.WRITE
    return Step.MOVED if found.end - found.start == wanted.end - wanted.start else Step.PUT_BACK


def _of_a_deleted_one(written: Written, *, changed: bool) -> Step:
    """Once a person was asked, the event stays away until the booking changes or they answer."""
    if written.state is EventState.ASKED:
        return Step.WRITE if changed else Step.NOTHING
    return Step.DELETED
