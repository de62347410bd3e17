"""Which times can be booked: listing and booking ask the same functions.

Everything that forbids a start is a stretch of starts. What remains of the hours after all of them are taken
away is met with the grid, so the work grows with days and busy times, not with slots or minutes.
"""

from collections.abc import Sequence
from datetime import datetime

from app.availability.rules import barred
from app.availability.rules.clock import calendar
from app.availability.rules.fit import beside
from app.availability.rules.horizon import dates_of
from app.availability.rules.hours import Piece, opened, pieces
from app.availability.rules.shared import shared
from app.availability.rules.terms import MINUTE, Grid, Terms
from app.availability.rules.timetable import Timetable
from app.kernel.intervals import Interval, Pair, merged, subtracted
from app.kernel.zones import DAY


def open_slots(timetable: Timetable, terms: Terms, *, window: Interval, now: datetime) -> tuple[int, ...]:
    """Give every bookable start within the window, ascending; the slot itself may end after it."""
    return joint_slots((timetable,), terms, lead=timetable, window=window, now=now)


def joint_slots(
    hosts: Sequence[Timetable],
    terms: Terms,
    *,
    lead: Timetable,
    window: Interval,
    now: datetime,
    crowded: Sequence[Pair] = (),
) -> tuple[int, ...]:
    """Give every start at which all of the hosts can be had, and what else is needed is not `crowded`.

    The offering is the lead's: dates and the offering's limits count by the lead's calendar, what is open and
    taken by each host's own.
    """
    first, end = max(window.start, terms.earliest(now)), window.end
    dates = dates_of(lead, terms, now)
    if dates[1] is not None:
        end = min(end, (dates[1] + 2) * DAY)  # no zone is a day behind UTC, so this only spares work
    if first >= end:
        return ()

    parts = calendar(lead, first, end)
    hours = shared([pieces(host, first, end + terms.seconds) for host in hosts])
    near = [*crowded, *(pair for host in hosts for pair in barred.by_neighbours(host, terms))]
    full = [pair for host in hosts for pair in barred.by_limits(host, terms, calendar(host, first, end))]
    others = barred.by_dates(parts, dates) + barred.by_offering_limits(lead, terms, parts)
    free = subtracted(_room(hours, terms, end), merged([*near, *full, *others]))
    starts = _on_grid(hours, free, terms)
    return starts if terms.grid is Grid.STEP else tuple(sorted({*starts, *beside(near, free)}))


def _room(hours: list[Piece], terms: Terms, end: int) -> list[Pair]:
    """Give the starts from which the whole duration is open; spans that touch count as one."""
    lasts = terms.seconds
    return [(start, min(stop - lasts + 1, end)) for start, stop in opened(hours) if stop - start >= lasts]


def _on_grid(hours: Sequence[Piece], free: Sequence[Pair], terms: Terms) -> tuple[int, ...]:
    """Let each piece offer its own grid's starts, each instant once."""
    step, offset = terms.step * MINUTE, terms.offset * MINUTE
    starts: list[int] = []
    place, reached, apart = 0, 0, True
    for opens, closes, origin in hours:
        while place < len(free) and free[place][1] <= opens:
            place += 1
        ahead = place
        while ahead < len(free) and free[ahead][0] < closes:
            begin = max(free[ahead][0], opens)
            starts.extend(range(begin + (origin + offset - begin) % step, min(free[ahead][1], closes), step))
            ahead += 1
        apart = apart and opens >= reached
        reached = closes
    return tuple(starts) if apart else tuple(sorted(set(starts)))
