"""Who and what a booking takes, as one: listing and booking ask it the same. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.availability.rules.limits import Booked
from app.availability.rules.needs import Need
from app.availability.rules.seats import Seats
from app.availability.rules.slots import joint_slots
from app.availability.rules.terms import Terms
from app.availability.rules.timetable import Timetable
from app.availability.rules.verdict import OTHERS, Reason, judge_jointly
from app.kernel.intervals import Interval, Pair

# What is asked also of an occurrence that stands: its hours were asked when it was opened.
_OF_NOW = frozenset({Reason.IN_THE_PAST, Reason.TOO_SOON})


class Assignment(StrEnum):
    """Whose time a booking takes: its owner's, that of one of the hosts in turn, or that of all of them."""

    OWNER = "OWNER"
    ROUND_ROBIN = "ROUND_ROBIN"
    COLLECTIVE = "COLLECTIVE"


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody whose time a booking takes: a provider, and the resource that is their time."""

    host_id: int
    resource_id: int
    timetable: Timetable
    weight: int = 1
    priority: int = 0

    def busier(self, during: Interval, booked: Booked) -> "Host":
        hours = self.timetable
        more = replace(hours, busy=(*hours.busy, during), booked=(*hours.booked, booked))
        return replace(self, timetable=more)


# Those of the hosts who serve one booking.
Crew = tuple[Host, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineup:
    """An offering's terms, on its owner's calendar; whose time it takes, how many seats, which rooms.

    All of the hosts are needed `together`, or any one of them will do.
    """

    lead: Timetable
    terms: Terms
    seats: Seats
    hosts: Crew
    together: bool = False
    needs: tuple[Need, ...] = ()

    @property
    def crews(self) -> Sequence[Crew]:
        """Give those who can serve a booking, each crew by itself."""
        if self.together:
            return [self.hosts] if self.hosts else []
        return [(host,) for host in self.hosts]

    def starts(self, window: Interval, now: datetime) -> tuple[int, ...]:
        """Give every start within the window at which the party can be had, ascending."""
        crowded = self._crowded()
        found = [self._fresh(crew, crowded, window, now) for crew in self.crews]
        joined = self.seats.joinable(self.terms, window, now)
        if len(found) == 1 and not joined:
            return found[0]
        return tuple(sorted({*joined, *(start for starts in found for start in starts)}))

    def left(self) -> Mapping[int, int]:
        """Give the seats left where the party can join others; at every other start all of them are.

        What is full says nothing here: if its start is given all the same, somebody else serves it anew.
        """
        found = self.seats.left(self.terms)
        return {start: left for start, left in found.items() if left >= self.seats.party}

    def reasons(self, start: int, now: datetime) -> tuple[Reason, ...]:
        """Give all that stands against a start; nothing exactly if `starts` lists it.

        Of several crews the one counts that is nearest to being had.
        """
        fresh = min((self.of_crew(crew, start, now) for crew in self.crews), key=_weight, default=_NOBODY)
        left = self.seats.left(self.terms).get(start)
        if left is None or not fresh:
            return fresh
        full = (Reason.FULL,) if left < self.seats.party else ()
        return (*(reason for reason in fresh if reason in _OF_NOW), *full)

    def of_crew(self, crew: Crew, start: int, now: datetime) -> tuple[Reason, ...]:
        """Give what stands against having this crew at a start."""
        timetables = [host.timetable for host in crew]
        return judge_jointly(timetables, self.terms, start, lead=self.lead, now=now, crowded=self._crowded())

    def occupied(self, during: Interval, booked: Booked) -> "Lineup":
        """Give the same once one more is booked. Of several crews nobody knows whom it will take."""
        lead = replace(self.lead, booked=(*self.lead.booked, booked))
        if len(self.crews) > 1:
            return replace(self, lead=lead)
        return replace(self, lead=lead, hosts=tuple(host.busier(during, booked) for host in self.hosts))

    def _fresh(self, crew: Crew, crowded: Sequence[Pair], window: Interval, now: datetime) -> tuple[int, ...]:
        timetables = [host.timetable for host in crew]
        return joint_slots(timetables, self.terms, lead=self.lead, window=window, now=now, crowded=crowded)

    def _crowded(self) -> list[Pair]:
        return [pair for need in self.needs for pair in need.barred(self.terms)]


_NOBODY = (Reason.OUTSIDE_HOURS,)


def _weight(reasons: tuple[Reason, ...]) -> tuple[int, int]:
    """The fewest that no cancellation would lift, then the fewest."""
    return sum(reason not in OTHERS for reason in reasons), len(reasons)
