"""What can be booked, in any zone asked for; and what stands against one time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.availability.offer import Offer, offer_of, too_many
from app.availability.rules import Reason
from app.availability.schedule import Schedule, ask, schedule_of
from app.db.fast import Row, fetch_one
from app.kernel import zones
from app.kernel.errors import Detail, InvalidInput, NotFound
from app.kernel.intervals import Interval
from app.providers import links

LONGEST_WINDOW = timedelta(days=31)
# Past the window a slot may still run for a day, and be followed by a day's buffer; before it likewise.
_MARGIN = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`[since, until)` by the starts of slots, and the zone in which they are to be shown."""

    since: datetime
    until: datetime
    zone: str | None

    def touches(self, stretch: Interval) -> bool:
        return stretch.overlaps((zones.instant_of(self.since), zones.instant_from(self.until)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Of whom and what: without an offering the provider's first one, without a length the offering's own.

    What is not listed shows by a link, and to its provider.
    """

    provider_id: int
    offering_id: int | None = None
    minutes: int | None = None
    link: str | None = None
    viewer: int | None = None
    party: int = 1


def check(window: Window) -> None:
    """Raises InvalidInput: the window is empty or too long. It is never cut in silence."""
    if window.until <= window.since:
        raise InvalidInput.at("to", "The window must end after it begins.")
    if window.until - window.since > LONGEST_WINDOW:
        raise InvalidInput.at("to", f"Ask for at most {LONGEST_WINDOW.days} days at once.")


def free_slots(wanted: Wanted, window: Window) -> tuple[Offer, tuple[int, ...]]:
    """The starts that can be booked now, in one round trip to the database for most offerings.

    Raises:
        InvalidInput, NotFound.
    """
    check(window)
    offer = _offer(wanted, window.since, window.until)
    asked = Interval(zones.instant_from(window.since), zones.instant_from(window.until))
    return offer, offer.starts(asked)


def explain(wanted: Wanted, at: datetime) -> tuple[Offer, tuple[Reason, ...]]:
    """What stands against one start. Raises InvalidInput, NotFound."""
    offer = _offer(wanted, at, at)
    return offer, offer.against(at)


def _offer(wanted: Wanted, since: datetime, until: datetime) -> Offer:
    schedule = _schedule(wanted, since, until)
    if wanted.party > schedule.seats:
        raise InvalidInput.at("seats", too_many(schedule.seats))
    return offer_of(schedule, since=since - _MARGIN, until=until + _MARGIN, party=wanted.party)


def _schedule(wanted: Wanted, since: datetime, until: datetime) -> Schedule:
    facts = ask(
        wanted.provider_id, offering_id=wanted.offering_id, since=since - _MARGIN, until=until + _MARGIN
    )
    if facts is None or not facts["published"]:
        raise NotFound("There is no such provider.")
    if facts["offering_id"] is None or not may_see(facts, wanted):
        raise NotFound(details=[Detail("offeringId", "The provider has no such offering.")])
    return lasting(schedule_of(facts), wanted.minutes)


def may_see(facts: Row, wanted: Wanted) -> bool:
    """What is listed anybody sees; else its provider, and who has a link."""
    if facts["is_listed"] or wanted.viewer == facts["user_id"]:
        return True
    return wanted.link is not None and links.opens(fetch_one, wanted.link, facts["offering_id"])


def lasting(schedule: Schedule, minutes: int | None) -> Schedule:
    """The schedule for a length. Raises InvalidInput: the offering is never as long."""
    if minutes is None:
        return schedule
    length = timedelta(minutes=minutes)
    if not schedule.offers(length):
        raise InvalidInput.at("durationMinutes", f"This offering lasts {schedule.lengths} minutes.")
    return schedule.lasting(length)
