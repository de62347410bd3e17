"""What decides about calendars, without asking anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from app.calendars.rules import rhythm
from app.calendars.rules.agreeing import Standing, Step, Written, decide
from app.calendars.rules.counting import Choice, counting
from app.calendars.rules.ours import booking_of, uid_of
from app.calendars.rules.words import EventState
from app.ports.calendars import Stretch, Weight

NINE = datetime(2027, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(hours: int, length: int = 1) -> Standing:
    return Standing(NINE + hours * HOUR, NINE + (hours + length) * HOUR)


NEVER = Written(None, 0, EventState.LIVE)
WRITTEN = Written(at(0), 3, EventState.LIVE)
ASKED = Written(at(0), 3, EventState.ASKED)
GONE = Written(at(0), 3, EventState.GONE)


@pytest.mark.parametrize(
    ("wanted", "version", "written", "found", "step"),
    [
        # The booking is to stand in no calendar.
        (None, 4, WRITTEN, at(0), Step.REMOVE),
        (None, 4, WRITTEN, None, Step.NOTHING),
        (None, 4, GONE, None, Step.NOTHING),
        (None, 4, ASKED, at(5), Step.REMOVE),
        # It is to stand there, and nothing of ours has arrived.
        (at(0), 3, NEVER, None, Step.WRITE),
        (at(0), 3, NEVER, at(0), Step.WRITE),
        (at(0), 5, GONE, None, Step.WRITE),
        # It stands as it should.
        (at(0), 3, WRITTEN, at(0), Step.NOTHING),
        (at(0), 4, WRITTEN, at(0), Step.WRITE),
        # The booking moved.
        (at(2), 4, WRITTEN, at(0), Step.WRITE),
        (at(2), 4, WRITTEN, at(2), Step.WRITE),
        # Somebody moved the event.
        (at(0), 3, WRITTEN, at(4), Step.MOVED),
        (at(0), 4, WRITTEN, at(4), Step.MOVED),
        (at(0), 3, WRITTEN, at(0, 2), Step.PUT_BACK),
        (at(0), 3, ASKED, at(4), Step.MOVED),
        # Both moved: the booking counts.
        (at(2), 4, WRITTEN, at(4), Step.WRITE),
        # Somebody deleted it.
        (at(0), 3, WRITTEN, None, Step.DELETED),
        (at(0), 3, ASKED, None, Step.NOTHING),
        (at(2), 4, ASKED, None, Step.WRITE),
    ],
)
def test_what_gives_way(
    wanted: Standing | None, version: int, written: Written, found: Standing | None, step: Step
) -> None:
    assert decide(wanted, version, written, found) is step


def test_what_was_written_agrees_afterwards() -> None:
    """Whatever stood there: once the booking was written over it, nothing is left to do."""
    for written in (NEVER, WRITTEN, ASKED, GONE):
        for found in (None, at(0), at(4)):
            if decide(at(2), 7, written, found) is Step.WRITE:
                after = Written(at(2), 7, EventState.LIVE)
                assert decide(at(2), 7, after, at(2)) is Step.NOTHING


@pytest.mark.parametrize(
    ("told", "looked", "seconds"),
    [
        (True, None, 600),
        (True, 0, 45),
        (True, 11, 600),
        (False, 0, 45),
        (False, 9, 45),
        (False, 11, 600),
        (False, 4 * 24 * 60, 1800),
        (False, None, 1800),
    ],
)
def test_who_is_looked_at_is_read_briskly(*, told: bool, looked: int | None, seconds: int) -> None:
    looked_at = None if looked is None else NINE - timedelta(minutes=looked)

    pause = rhythm.pause(rhythm.Interest(told=told, looked_at=looked_at), NINE)

    assert pause.total_seconds() == seconds
    assert rhythm.trust(pause) >= max(timedelta(minutes=5), 2 * pause)


def test_pauses_after_failures_grow_to_half_an_hour() -> None:
    pauses = [rhythm.pause_after_failures(failures) for failures in range(1, 30)]

    assert pauses[0] == timedelta(seconds=45)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("weight", "whole_day", "choice", "counts"),
    [
        (Weight.BUSY, False, Choice(), True),
        (Weight.BUSY, True, Choice(), True),
        (Weight.BUSY, True, Choice(whole_days=False), False),
        (Weight.TENTATIVE, False, Choice(), True),
        (Weight.TENTATIVE, False, Choice(tentative=False), False),
        (Weight.AWAY, True, Choice(tentative=False, whole_days=False), True),
    ],
)
def test_what_counts(*, weight: Weight, whole_day: bool, choice: Choice, counts: bool) -> None:
    stretch = Stretch(NINE, NINE + HOUR, weight, whole_day)

    assert list(counting([stretch], choice)) == ([(NINE, NINE + HOUR)] if counts else [])


@pytest.mark.parametrize(
    ("uid", "booking"),
    [
        (uid_of(401312357731, "book.example"), 401312357731),
        ("401312357731@other.example", None),
        ("abc@book.example", None),
        ("0@book.example", None),
        ("1234567890123456@book.example", None),
        ("", None),
        (None, None),
    ],
)
def test_our_events_are_known_by_their_uid(uid: str | None, booking: int | None) -> None:
    assert booking_of(uid, "book.example") == booking
