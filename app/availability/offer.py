"""An offering with all that decides whether a time of it can be had: listing and booking ask it the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.availability.extras import Extras, extras_of, of_sections
from app.availability.rules import Lineup, Reason
from app.availability.schedule import Schedule
from app.db.fast import Run, fetch_one
from app.kernel.intervals import Interval
from app.kernel.zones import instant_of, moment_of


@dataclass(frozen=True, slots=True)
class Offer:
    """A provider's schedule for one offering, and who and what a booking of it takes."""

    schedule: Schedule
    lineup: Lineup

    @property
    def party(self) -> int:
        return self.lineup.seats.party

    def starts(self, window: Interval) -> tuple[int, ...]:
        """Every start within the window at which the party can be had, ascending."""
        return self.lineup.starts(window, self.schedule.now)

    def left(self) -> Mapping[int, int]:
        """The seats left where some are taken; everywhere else all of them are."""
        return self.lineup.left()

    def against(self, start: datetime) -> tuple[Reason, ...]:
        """All that stands against a start, as listing has it. No slot starts within a second."""
        at = instant_of(start)
        reasons = self.lineup.reasons(at, self.schedule.now)
        if start == moment_of(at) or Reason.OFF_GRID in reasons:
            return reasons
        return (*reasons, Reason.OFF_GRID)


def offer_of(
    schedule: Schedule,
    *,
    since: datetime,
    until: datetime,
    party: int = 1,
    besides: int = 0,
    run: Run = fetch_one,
) -> Offer:
    """Read what else decides about times between `since` and `until`; for most offerings that is nothing.

    The booking `besides` stands in nobody's way: what it alone keeps is free.
    """
    if schedule.simple:
        return bare(schedule, party)
    offerings = {section.offering_id for section in schedule.sections} or {schedule.offering_id}
    found = extras_of(run, offerings, since=since, until=until, besides=besides)
    if schedule.sections:
        return _with(schedule, of_sections(found, schedule.sections), party)
    return _with(schedule, found.get(schedule.offering_id, Extras()), party)


def bare(schedule: Schedule, party: int = 1) -> Offer:
    """What a schedule says by itself, whatever else is needed."""
    return _with(schedule, Extras(), party)


def _with(schedule: Schedule, extras: Extras, party: int) -> Offer:
    lineup = extras.lineup(
        schedule.timetable,
        schedule.terms,
        seats=schedule.seats,
        party=party,
        owner=(schedule.provider_id, schedule.resource_id),
    )
    return Offer(schedule, lineup)


def too_many(seats: int) -> str:
    """What to say to a party that is larger than the whole."""
    return f"This offering has {seats} seats." if seats > 1 else "This offering is for one."
