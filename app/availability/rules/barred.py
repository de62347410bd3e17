"""Everything that forbids a start, as stretches of starts: what is taken, what is near, and what is full."""

from collections.abc import Sequence

from app.availability.rules.clock import calendar
from app.availability.rules.limits import Booked, Limit, days_as_instants, full_days, hopeless
from app.availability.rules.terms import MINUTE, Terms
from app.availability.rules.timetable import Timetable
from app.kernel.intervals import Pair, merged
from app.kernel.zones import DAY, Stretch


def by_busy(timetable: Timetable, terms: Terms) -> list[Pair]:
    """Give the starts whose slot would overlap what is taken of the provider's time."""
    return by_stretches(timetable.busy, terms.padded(0))


def by_stretches(busy: Sequence[Pair], kept: Pair) -> list[Pair]:
    """Give the starts from which what is kept would overlap a taken stretch; both have their buffers.

    `kept` is in seconds from the start.
    """
    since, until = kept
    return [(start - until + 1, end - since) for start, end in busy if start < end]


def by_neighbours(timetable: Timetable, terms: Terms) -> list[Pair]:
    """Give the starts that are too near to what a provider has."""
    return by_busy(timetable, terms) + by_rest(timetable, terms)


def by_rest(timetable: Timetable, terms: Terms) -> list[Pair]:
    """Give the starts that leave less than the rest before the next booking or after the last one."""
    if not timetable.rest:
        return []
    rest = timetable.rest * MINUTE
    return [(one.start - terms.seconds - rest + 1, one.end + rest) for one in timetable.booked if one.mine]


def by_dates(parts: Sequence[Stretch], dates: tuple[int | None, int | None]) -> list[Pair]:
    """Give the instants that the provider's calendar dates before the first day or after the last one."""
    first, last = dates
    before = [] if first is None else [(start, min(end, first * DAY - o)) for start, end, o in parts]
    if last is None:
        return before
    midnight = (last + 1) * DAY
    return before + [(max(start, midnight - offset), end) for start, end, offset in parts]


def by_limits(timetable: Timetable, terms: Terms, parts: Sequence[Stretch]) -> list[Pair]:
    """Give the instants on whose dates a provider takes no more, over all that they do."""
    booked = [one for one in timetable.booked if one.mine]
    return _full(timetable, timetable.limits, booked, terms, parts)


def by_offering_limits(timetable: Timetable, terms: Terms, parts: Sequence[Stretch]) -> list[Pair]:
    """Give the instants on whose dates no more is taken of this offering."""
    if not terms.limits:
        return []
    booked = [one for one in timetable.booked if one.offering_id == terms.offering_id]
    return _full(timetable, terms.limits, booked, terms, parts)


def _full(
    timetable: Timetable,
    limits: Sequence[Limit],
    booked: Sequence[Booked],
    terms: Terms,
    parts: Sequence[Stretch],
) -> list[Pair]:
    if not limits:
        return []
    if hopeless(limits, terms.duration):
        return [(parts[0].start, parts[-1].end)]
    full = list(full_days(limits, _dated(timetable, booked), terms.duration))
    return days_as_instants(merged(full), parts)


def _dated(timetable: Timetable, booked: Sequence[Booked]) -> list[tuple[int, int]]:
    """The provider's date on which each begins, in days since 1970, and its minutes."""
    if not booked:
        return []
    ordered = sorted(booked, key=lambda one: one.start)
    parts = iter(calendar(timetable, ordered[0].start, ordered[-1].start + 1))
    part, found = next(parts), []
    for one in ordered:
        while one.start >= part.end:
            part = next(parts)
        found.append(((one.start + part.offset) // DAY, (one.end - one.start) // MINUTE))
    return found
