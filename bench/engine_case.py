"""The slot engine's case to beat: 31 days of one provider, 200 busy times, starts 15 minutes apart."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.availability.rules import (
    Host,
    Lineup,
    Override,
    Seats,
    Span,
    Terms,
    Timetable,
    WeeklyRule,
)
from app.kernel.intervals import Interval
from app.kernel.zones import DAY, date_of, instant_of

ZONE = "Europe/London"
# London's clocks go forward within these 31 days.
NOW = datetime(2026, 3, 9, 8, 17, 23, tzinfo=UTC)
DAYS = 31
WINDOW = Interval(instant_of(NOW), instant_of(NOW) + DAYS * DAY)
TERMS = Terms(
    duration=60, step=15, buffer_before=5, buffer_after=10, notice=timedelta(hours=2), horizon_days=60
)


def timetable(busy: int = 200, *, seed: int = 3, days: int = DAYS) -> Timetable:
    """Make a month of two spans a weekday and a Saturday night, two overrides, and busy times all over it."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable case, no secret
    weekly = [
        WeeklyRule(day, *hours) for day in range(5) for hours in ((8 * 60, 12 * 60), (13 * 60, 19 * 60))
    ]
    taken = []
    for _ in range(busy):
        start = WINDOW.start + chance.randrange(days * 24 * 12) * 300
        taken.append(Interval(start, start + chance.choice((15, 30, 45, 60, 75)) * 60))
    closed = date_of(ZONE, WINDOW.start + 4 * DAY)
    short = date_of(ZONE, WINDOW.start + 9 * DAY)
    return Timetable(
        zone=ZONE,
        weekly=(*weekly, WeeklyRule(5, 20 * 60, 26 * 60)),
        overrides=(Override(closed), Override(short, (Span(9 * 60, 13 * 60),))),
        busy=tuple(taken),
    )


def panel(hosts: int = 4, busy: int = 100) -> Lineup:
    """Make so many who are all needed at once, in two zones, each with busy times of their own."""
    zones = (ZONE, "Europe/Berlin")
    crew = tuple(
        Host(number, number, replace(timetable(busy, seed=number), zone=zones[number % 2]))
        for number in range(hosts)
    )
    return Lineup(lead=crew[0].timetable, terms=TERMS, seats=Seats(), hosts=crew, together=True)
