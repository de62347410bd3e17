"""When a reminder comes, and when what can wait does."""

from datetime import UTC, datetime, time, timedelta

import pytest

from app.notifications.quiet import Quiet, awake, remind_at

NIGHT = Quiet(time(22), time(7), "Europe/Berlin")
SIESTA = Quiet(time(13), time(15), "Europe/Madrid")


def berlin(hour: int, minute: int = 0, *, day: int = 10) -> datetime:
    """A moment of December 2026 by Berlin's clock."""
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts", "minutes", "due"),
    [
        (berlin(15), 60, berlin(14)),  # by day nothing is quiet
        (berlin(6), 1440, berlin(7, day=9)),  # an hour later is as good
        (berlin(7, 30), 60, berlin(7)),  # half of the time is left
        (berlin(7, 15), 60, berlin(22, day=9)),  # the morning were too late: the evening before
        (berlin(23, 30), 1440, berlin(7)),  # it begins before midnight and ends after it
        (berlin(8), 60, berlin(7)),  # the last quiet minute is over
        (berlin(23), 60, berlin(22) - timedelta(0)),  # the first one shifts to itself
    ],
)
def test_a_reminder_keeps_out_of_the_night(starts: datetime, minutes: int, due: datetime) -> None:
    assert remind_at(starts, timedelta(minutes=minutes), NIGHT) == due


def test_without_quiet_hours_a_reminder_comes_when_it_is_due() -> None:
    assert remind_at(berlin(4), timedelta(hours=1), None) == berlin(3)


def test_a_stretch_within_a_day_is_quiet_too() -> None:
    assert awake(berlin(14), SIESTA) == berlin(15)
    assert awake(berlin(12, 59), SIESTA) == berlin(12, 59)
    assert awake(berlin(15), SIESTA) == berlin(15)


def test_quiet_hours_follow_the_clock_when_it_changes() -> None:
    fold = Quiet(time(1), time(4), "Europe/Berlin")
    gap = Quiet(time(22), time(2, 30), "Europe/Berlin")

    assert awake(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), fold) == datetime(2026, 10, 25, 3, tzinfo=UTC)
    assert awake(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), gap) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
