"""Random teams on a night when somebody's clock changes, and an oracle that asks minute by minute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from hypothesis import strategies as st

from app.availability.rules import Host, Lineup, Need, Override, Seats, Timetable
from app.kernel.intervals import Interval
from app.kernel.zones import day_of
from tests.availability.rules.oracle import EPOCH, MINUTE, Oracle
from tests.availability.rules.worlds import (
    NIGHTS,
    bookings,
    busy_times,
    days_around,
    limits,
    rules,
    seldom,
    spans,
    terms,
)

NEAR = ["Europe/London", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe"]


@dataclass(frozen=True)
class Scene:
    lineup: Lineup
    window: Interval
    now: datetime


@st.composite
def timetables(draw: st.DrawFn, zone: str, noon: int) -> Timetable:
    middle = (EPOCH + timedelta(seconds=noon)).date()
    dates = draw(seldom(st.lists(days_around(middle, 2), min_size=1, max_size=2, unique=True))) or []
    return Timetable(
        zone=zone,
        weekly=tuple(draw(st.lists(rules(middle), min_size=4, max_size=8))),
        overrides=tuple(Override(day, tuple(draw(st.lists(spans(), max_size=2)))) for day in dates),
        busy=tuple(draw(st.lists(busy_times(noon), max_size=4))),
        rest=draw(seldom(st.sampled_from([5, 30, 90]))) or 0,
        limits=tuple(draw(seldom(st.lists(limits(), min_size=1, max_size=1))) or ()),
        booked=tuple(draw(st.lists(bookings(noon), max_size=3))),
    )


@st.composite
def needs(draw: st.DrawFn, noon: int) -> Need:
    busy = draw(st.lists(st.lists(busy_times(noon), max_size=3).map(tuple), min_size=1, max_size=3))
    return Need(draw(st.integers(1, len(busy))), tuple(range(len(busy))), tuple(busy))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    zone, middle = draw(st.sampled_from(NIGHTS))
    noon = day_of(middle) * 86_400 + 43_200
    start = noon + draw(st.integers(-20 * 60, 8 * 60)) * 60
    hosts = [
        Host(number, number, draw(timetables(draw(st.sampled_from([zone, *NEAR])), noon)))
        for number in range(draw(st.integers(1, 3)))
    ]
    lineup = Lineup(
        lead=draw(timetables(zone, noon)),
        terms=draw(terms(middle)),
        seats=Seats(),
        hosts=tuple(hosts),
        together=draw(st.booleans()),
        needs=tuple(draw(st.lists(needs(noon), max_size=1))),
    )
    now = EPOCH + timedelta(seconds=start) - draw(st.sampled_from([timedelta(days=1), timedelta(hours=2)]))
    return Scene(lineup, Interval(start, start + draw(st.integers(0, 14 * 60)) * 60), now)


class TeamOracle:
    """A start is offered if a crew can be had at it: every minute of it, read on everybody's own clock."""

    def __init__(self, lineup: Lineup, now: datetime) -> None:
        self.lineup, self.terms = lineup, lineup.terms
        self.lead = Oracle(lineup.lead, lineup.terms, now)
        self.hosts = [Oracle(host.timetable, lineup.terms, now) for host in lineup.hosts]

    def slots(self, window: Interval) -> list[int]:
        first = -(-window.start // 60) * 60
        return [start for start in range(first, window.end, 60) if self.offers(start)]

    def offers(self, start: int) -> bool:
        begin = EPOCH + timedelta(seconds=start)
        if not self.lead.in_reach(begin) or not self.has_room(self.lead, begin, of_offering=True):
            return False
        crews = [self.hosts] if self.lineup.together else [[host] for host in self.hosts]
        return any(self.serves(crew, begin) for crew in crews)

    def serves(self, crew: Sequence[Oracle], begin: datetime) -> bool:
        return (
            all(host.is_open(begin) and self.has_room(host, begin, of_offering=False) for host in crew)
            and self.is_free(crew, begin)
            and (self.on_grid(crew, begin) or self.fits(crew, begin))
        )

    def is_free(self, crew: Sequence[Oracle], begin: datetime) -> bool:
        return all(host.is_free(begin) for host in crew) and all(
            self.can_be_had(need, begin) for need in self.lineup.needs
        )

    def can_be_had(self, need: Need, begin: datetime) -> bool:
        start = (begin - EPOCH) // timedelta(seconds=1)
        since = start - self.terms.buffer_before * 60
        until = start + (self.terms.duration + self.terms.buffer_after) * 60
        free = [
            all(last <= since or until <= first for first, last in busy if first < last) for busy in need.busy
        ]
        return sum(free) >= need.count

    def on_grid(self, crew: Sequence[Oracle], begin: datetime) -> bool:
        """The latest opening of those that are open counts: of each choice of a span of everybody's."""
        since = [[minute - opens for minute, opens in host.covering(begin)] for host in crew]
        return any((min(elapsed) - self.terms.offset) % self.terms.step == 0 for elapsed in product(*since))

    def fits(self, crew: Sequence[Oracle], begin: datetime) -> bool:
        """Only a minute away somebody or something is in the way."""
        return self.terms.grid == "FIT" and not all(
            self.is_free(crew, begin + minute) for minute in (-MINUTE, MINUTE)
        )

    def has_room(self, whose: Oracle, begin: datetime, *, of_offering: bool) -> bool:
        booked = whose.timetable.booked
        if not of_offering:
            return all(whose.has_room(limit, booked, begin) for limit in whose.timetable.limits)
        own = [one for one in booked if one.offering_id == self.terms.offering_id]
        return all(whose.has_room(limit, own, begin) for limit in self.terms.limits)


def minutes_of(window: Interval) -> Iterator[int]:
    yield from range(window.start, window.end, 60)
