"""Opening hours as instants.

Every minute is read as wall time: of a span that opens or closes in a spring gap, what exists is open; a span
that covers a part of an autumn fold is open, closed and open again.
"""

from collections.abc import Iterator, Sequence

from app.availability.rules.terms import MINUTE
from app.availability.rules.timetable import Timetable
from app.kernel.intervals import Pair, merged
from app.kernel.zones import DAY, Stretch, day_of, stretches

# 1970-01-01 was a Thursday.
_EPOCH_WEEKDAY = 3
_EVER = (-(10**9), 10**9)

# A span on the wall clock of one date, in seconds since 1970 as the clock counts them: opens, closes.
Wall = tuple[int, int]


# A part of one span within one stretch of constant offset, in epoch seconds: start, end, and the written
# opening from which the span's grid counts, before the start or even in a gap. A plain tuple for speed.
Piece = tuple[int, int, int]


def pieces(timetable: Timetable, start: int, end: int) -> list[Piece]:
    """Give the open pieces of `[start, end)`, ascending; pieces of overlapping spans overlap.

    A span is read on the clock of the zone in which its provider is on the date on which it opens.
    """
    days = Days(timetable)
    found: list[Piece] = []
    for zone in days.zones:
        found += _pieces_in(days, zone, stretches(zone, start, end))
    return sorted(found)


def _pieces_in(days: "Days", zone: str, parts: Sequence[Stretch]) -> Iterator[Piece]:
    for begin, end, offset in parts:
        low, high = begin + offset, end + offset
        # The night of the day before may reach into the first one.
        for opens, closes in _walls(days, zone, low // DAY - 1, (high - 1) // DAY):
            if opens < high and closes > low:
                yield max(opens, low) - offset, min(closes, high) - offset, opens - offset


def opened(hours: Sequence[Piece]) -> list[Pair]:
    """Give the open stretches: spans that touch or overlap are one, for a slot may run through them."""
    return merged([(start, end) for start, end, _ in hours])


class Days:
    """Which spans open on which date, and in which zone: an override replaces the weekly ones."""

    def __init__(self, timetable: Timetable) -> None:
        self._home = timetable.zone
        self._trips = [(day_of(trip.first), day_of(trip.last), trip.zone) for trip in timetable.trips]
        self.zones = dict.fromkeys([timetable.zone, *[zone for _, _, zone in self._trips]])
        self._week: list[list[tuple[int, int, Wall]]] = [[] for _ in range(7)]
        for rule in timetable.weekly:
            since = _EVER[0] if rule.valid_from is None else day_of(rule.valid_from)
            until = _EVER[1] if rule.valid_until is None else day_of(rule.valid_until)
            self._week[rule.weekday].append((since, until, (rule.opens * MINUTE, rule.closes * MINUTE)))
        self.replaced: dict[int, list[Wall]] = {}
        for override in timetable.overrides:
            spans = [(span.opens * MINUTE, span.closes * MINUTE) for span in override.spans]
            self.replaced.setdefault(day_of(override.date), []).extend(spans)

    def spans(self, day: int) -> list[Wall]:
        """Seconds since the midnight that begins the date."""
        if day in self.replaced:
            return self.replaced[day]
        rules = self._week[(day + _EPOCH_WEEKDAY) % 7]
        return [wall for since, until, wall in rules if since <= day <= until]

    def zone(self, day: int) -> str:
        return next((zone for first, last, zone in self._trips if first <= day <= last), self._home)


def _walls(days: Days, zone: str, first: int, last: int) -> Iterator[Wall]:
    """Lay out the days' spans; an override ends at its midnight what the day before would reach over."""
    for day in range(first, last + 1):
        if days.zone(day) != zone:
            continue
        midnight = day * DAY
        limit = midnight + (DAY if day + 1 in days.replaced else 2 * DAY)
        for opens, closes in days.spans(day):
            yield midnight + opens, min(midnight + closes, limit)
