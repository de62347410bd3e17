"""Which times a wish means, for how long an offer stands, and what becomes of a wish. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.kernel import zones
from app.kernel.intervals import Interval


class WishStatus(StrEnum):
    WAITING = "WAITING"
    OFFERED = "OFFERED"  # a time is kept for its client at this moment
    SERVED = "SERVED"
    ENDED = "ENDED"


class Outcome(StrEnum):
    """What became of an offer."""

    TAKEN = "TAKEN"
    DECLINED = "DECLINED"
    LAPSED = "LAPSED"
    WITHDRAWN = "WITHDRAWN"  # by the provider


OPEN = frozenset({WishStatus.WAITING, WishStatus.OFFERED})
MOST_WISHES = 10  # that one person may have open
LONGEST = timedelta(days=92)  # from the first date to the last
FARTHEST = timedelta(days=365)
OFFER_TIME, SHORTEST_OFFER = timedelta(hours=2), timedelta(minutes=10)
MOST_LAPSES = 2  # unanswered offers after which nobody is asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Dates, weekdays (ISO: Monday is 1; none: any) and hours in which it may start, on one wall clock."""

    zone: str
    first_date: date
    last_date: date
    weekdays: Sequence[int]
    opens: int
    closes: int
    before: datetime | None = None

    @property
    def window(self) -> Interval:
        """All instants of its dates."""
        return zones.dates_window(self.zone, self.first_date, self.last_date)

    def means(self, start: int) -> bool:
        """Whether it is for an appointment that begins at this instant."""
        wall = zones.wall_of(self.zone, start)
        return (
            self.first_date <= wall.date() <= self.last_date
            and (not self.weekdays or wall.isoweekday() in self.weekdays)
            and self.opens <= wall.hour * 60 + wall.minute < self.closes
            and (self.before is None or start < zones.instant_of(self.before))
        )


def fitting(wanted: Wanted, starts: Iterable[int], *, known: Iterable[datetime] = ()) -> list[int]:
    """Those of the free starts that the wish means, the earliest first, without what was offered before."""
    offered = {zones.instant_of(start) for start in known}
    return [start for start in starts if start not in offered and wanted.means(start)]


def offer_deadline(now: datetime, start: datetime) -> datetime:
    """Two hours, or a quarter of the time that is left until the start; ten minutes at least."""
    quarter = max((start - now) / 4, SHORTEST_OFFER)
    return min(now + min(OFFER_TIME, quarter), start)


def outcome(step: str | None, reason: str | None) -> Outcome | None:
    """What became of the booking that was the offer; None: it still stands."""
    if step == "OFFERED":
        return None
    if reason == "OFFER_LAPSED":
        return Outcome.LAPSED
    if reason == "LET_GO":
        return Outcome.DECLINED
    return Outcome.WITHDRAWN if reason == "OFFER_WITHDRAWN" else Outcome.TAKEN


def after(outcome: Outcome, unanswered: int) -> WishStatus:
    """Where a wish goes; `unanswered` counts this offer as well."""
    if outcome is Outcome.TAKEN:
        return WishStatus.SERVED
    if outcome is Outcome.LAPSED and unanswered >= MOST_LAPSES:
        return WishStatus.ENDED
    return WishStatus.WAITING
