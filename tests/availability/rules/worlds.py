"""Random providers, most of them on a night when their clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from app.availability.rules import (
    Booked,
    Grid,
    Horizon,
    Limit,
    Override,
    Period,
    Span,
    Terms,
    Timetable,
    Trip,
    WeeklyRule,
)
from app.kernel.intervals import Interval
from app.kernel.zones import day_of

# A zone and a date on which its clock does something, from Kiritimati to Niue.
NIGHTS = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Antarctica/Troll", date(2026, 3, 29)),  # two hours at once
    ("Antarctica/Troll", date(2026, 10, 25)),
    ("America/Sao_Paulo", date(2017, 10, 15)),  # no midnight
    ("America/Sao_Paulo", date(2018, 2, 18)),  # 23:00 to midnight twice
    ("America/St_Johns", date(2010, 3, 14)),  # the gap begins at 00:01
    ("America/St_Johns", date(2010, 11, 7)),  # back over midnight: the date itself comes twice
    ("Pacific/Apia", date(2011, 12, 30)),  # a date that never was
    ("Pacific/Kwajalein", date(1993, 8, 21)),  # another
    ("Asia/Pyongyang", date(2015, 8, 15)),  # half an hour back at midnight
    ("Asia/Kathmandu", date(2026, 5, 5)),
    ("Pacific/Kiritimati", date(2026, 1, 1)),
    ("Pacific/Niue", date(2026, 1, 1)),
    ("UTC", date(2026, 2, 28)),
]


@dataclass(frozen=True)
class World:
    timetable: Timetable
    terms: Terms
    window: Interval
    now: datetime


def days_around(middle: date, reach: int) -> st.SearchStrategy[date]:
    return st.integers(-reach, reach).map(lambda days: middle + timedelta(days=days))


def seldom(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Keep most worlds without the thing, or too few would have slots left to be wrong about."""
    return st.integers(0, 3).flatmap(lambda roll: strategy if roll == 3 else st.none())


def spans() -> st.SearchStrategy[Span]:
    """Hours, often on the quarter, often overnight, often ending at 24:00."""
    opens = st.one_of(st.integers(0, 95).map(lambda quarter: quarter * 15), st.integers(0, 1439))
    lengths = st.one_of(st.sampled_from([60, 120, 240, 480, 900, 1440]), st.integers(1, 1440))

    def until_midnight(span: Span) -> Span:
        return Span(span.opens, 1440)

    plain = st.builds(lambda start, length: Span(start, start + length), opens, lengths)
    return st.one_of(plain, plain, plain.map(until_midnight))


@st.composite
def rules(draw: st.DrawFn, middle: date) -> WeeklyRule:
    span, day = draw(spans()), draw(days_around(middle, 1))
    since = draw(seldom(days_around(middle, 2)))
    until = draw(seldom(days_around(since or middle, 3)))
    if since and until and until < since:
        since, until = until, since
    return WeeklyRule(day.weekday(), span.opens, span.closes, since, until)


@st.composite
def terms(draw: st.DrawFn, middle: date) -> Terms:
    minutes = st.sampled_from([5, 10, 15, 20, 30, 45, 60, 90]) | st.integers(1, 100)
    notices = st.sampled_from([timedelta(hours=1), timedelta(hours=30), timedelta(0, 1, 5)])
    buffers = st.sampled_from([0, 0, 5, 15, 60])
    step = draw(minutes)
    return Terms(
        duration=draw(minutes),
        step=step,
        offset=(draw(seldom(st.integers(0, 60))) or 0) % step,
        grid=draw(st.sampled_from([Grid.STEP, Grid.FIT])),
        buffer_before=draw(buffers),
        buffer_after=draw(buffers),
        notice=draw(seldom(notices)) or timedelta(),
        horizon_days=draw(seldom(st.integers(0, 3))),
        horizon_kind=draw(st.sampled_from(list(Horizon))),
        bookable_from=draw(seldom(days_around(middle, 1))),
        bookable_until=draw(seldom(days_around(middle, 2))),
        limits=tuple(draw(seldom(st.lists(limits(), min_size=1, max_size=2))) or ()),
        offering_id=1,
    )


def limits() -> st.SearchStrategy[Limit]:
    """A limit by count, by minutes or by both; sometimes so low that nothing is left."""
    counts, minutes = st.integers(1, 3), st.integers(30, 300)
    some = st.tuples(counts, st.none()) | st.tuples(st.none(), minutes) | st.tuples(counts, minutes)
    return st.builds(lambda period, most: Limit(period, *most), st.sampled_from(list(Period)), some)


@st.composite
def bookings(draw: st.DrawFn, noon: int) -> Booked:
    """Most of them near enough to need a rest after, some within the month."""
    minutes = st.one_of(st.integers(-40 * 60, 40 * 60), st.integers(-30 * 1440, 30 * 1440))
    start = noon + draw(minutes) * 60
    return Booked(start, start + draw(st.integers(1, 180)) * 60, draw(st.integers(1, 2)))


@st.composite
def trips(draw: st.DrawFn, middle: date) -> list[Trip]:
    """One journey or two in a row, far to the east or the west, around the date itself."""
    first, days, further = draw(days_around(middle, 2)), draw(st.integers(0, 2)), draw(st.integers(-1, 2))
    last = first + timedelta(days=days)
    zones = [draw(st.sampled_from(NIGHTS))[0] for _ in range(2)]
    found = [Trip(first, last, zones[0])]
    if further >= 0:
        found.append(Trip(last + timedelta(days=1), last + timedelta(days=1 + further), zones[1]))
    return found


@st.composite
def busy_times(draw: st.DrawFn, noon: int) -> Interval:
    """Mostly whole minutes; an outside calendar may say a second, and nothing stops an empty time."""
    unit = draw(st.sampled_from([1, 60, 300, 900]))
    start = noon + draw(st.integers(-40 * 3600 // unit, 40 * 3600 // unit)) * unit
    return Interval(start, start + draw(st.integers(0, 4 * 3600 // unit)) * unit)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    zone, middle = draw(st.sampled_from(NIGHTS))
    noon = day_of(middle) * 86_400 + 43_200
    start = noon + draw(st.integers(-30 * 60, 12 * 60)) * 60 + draw(st.sampled_from([0, 0, 1, 59]))
    lengths = st.sampled_from([12 * 60, 24 * 60, 30 * 60]) | st.integers(0, 30 * 60)
    dates = draw(seldom(st.lists(days_around(middle, 2), min_size=1, max_size=2, unique=True))) or []
    timetable = Timetable(
        zone=zone,
        weekly=tuple(draw(st.lists(rules(middle), min_size=3, max_size=7))),
        overrides=tuple(Override(day, tuple(draw(st.lists(spans(), max_size=2)))) for day in dates),
        busy=tuple(draw(st.lists(busy_times(noon), max_size=6))),
        rest=draw(seldom(st.sampled_from([5, 30, 90]))) or 0,
        limits=tuple(draw(seldom(st.lists(limits(), min_size=1, max_size=2))) or ()),
        booked=tuple(draw(st.lists(bookings(noon), max_size=5))),
        trips=tuple(draw(seldom(trips(middle))) or ()),
    )
    ago = draw(
        st.sampled_from([timedelta(days=1), timedelta(hours=2), timedelta(0, 0, 1), timedelta(hours=-3)])
    )
    return World(
        timetable=timetable,
        terms=draw(terms(middle)),
        window=Interval(start, start + draw(lengths) * 60),
        now=datetime.fromtimestamp(start, UTC) - ago,
    )
