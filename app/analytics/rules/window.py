"""The dates that are asked for, and the instants at which a zone begins each of them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.kernel import zones
from app.kernel.errors import InvalidInput

_DAY = timedelta(days=1)
LONGEST = 366
USUAL = 30


@dataclass(frozen=True, slots=True)
class Window:
    """Dates of a zone, the first and the last included."""

    zone: str
    first: date
    last: date

    @property
    def dates(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def bounds(self) -> list[datetime]:
        """When each date begins; a date that the zone skipped begins with the one after it."""
        return [self._begin(day) for day in self.dates]

    @property
    def since(self) -> datetime:
        return self._begin(self.first)

    @property
    def until(self) -> datetime:
        return zones.moment_of(zones.dates_window(self.zone, self.last - _DAY, self.last).end)

    def _begin(self, day: date) -> datetime:
        return zones.moment_of(zones.dates_window(self.zone, day, day + _DAY).start)


def window_of(zone: str, first: date | None, last: date | None, *, now: datetime) -> Window:
    """By default the thirty dates that end today, or end on the last one that was named.

    Raises:
        InvalidInput: the dates are in the wrong order, or more than a year.
    """
    last = last or max(zones.date_of(zone, zones.instant_of(now)), first or date.min)
    first = first or last - timedelta(days=USUAL - 1)
    if first > last:
        raise InvalidInput.at("to", "The last date must not be before the first.")
    if (last - first).days >= LONGEST:
        raise InvalidInput.at("to", f"Ask for at most {LONGEST} dates at once.")
    return Window(zone, first, last)
