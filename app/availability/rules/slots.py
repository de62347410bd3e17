"""Which times can be booked: listing and booking ask the same functions.

Everything that forbids a start is a stretch of starts. What remains of the hours after all of them are taken
away is met with the grid, so the work grows with days and busy times, not with slots or minutes.
"""

from collections.abc import Sequence
from datetime import datetime

from app.availability.rules.hours import Piece, opened, pieces
from app.availability.rules.terms import MINUTE, Terms
from app.availability.rules.timetable import Timetable
from app.kernel.intervals import Interval, Pair, merged, subtracted
from app.kernel.zones import DAY, Stretch, stretches


def open_slots(timetable: Timetable, terms: Terms, *, window: Interval, now: datetime) -> tuple[int, ...]:
    """Give every bookable start within the window, ascending; the slot itself may end after it."""
    first, end = max(window.start, terms.earliest(now)), window.end
    last_day = terms.last_day(timetable.zone, now)
    if last_day is not None:
        end = min(end, (last_day + 2) * DAY)  # no zone is a day behind UTC, so this only spares work
    if first >= end:
        return ()

    parts = stretches(timetable.zone, first, end + terms.seconds)
    hours = pieces(timetable, parts)
    barred = merged(barred_by_busy(timetable, terms) + barred_by_horizon(parts, last_day))
    return _on_grid(hours, subtracted(_room(hours, terms, end), barred), terms.step * MINUTE)


def barred_by_busy(timetable: Timetable, terms: Terms) -> list[Pair]:
    """Give the starts whose slot, with its buffers, would overlap a taken stretch, which has its own."""
    ahead, behind = terms.buffer_before * MINUTE, terms.seconds + terms.buffer_after * MINUTE
    return [(start - behind + 1, end + ahead) for start, end in timetable.busy if start < end]


def barred_by_horizon(parts: Sequence[Stretch], last_day: int | None) -> list[Pair]:
    """Give the instants that the provider's calendar dates after the last day."""
    if last_day is None:
        return []
    midnight = (last_day + 1) * DAY
    return [(max(start, midnight - offset), end) for start, end, offset in parts]


def _room(hours: list[Piece], terms: Terms, end: int) -> list[Pair]:
    """Give the starts from which the whole duration is open; spans that touch count as one."""
    lasts = terms.seconds
    return [(start, min(stop - lasts + 1, end)) for start, stop in opened(hours) if stop - start >= lasts]


def _on_grid(hours: list[Piece], free: list[Pair], step: int) -> tuple[int, ...]:
    """Let each piece offer its own grid's starts, each instant once."""
    starts: list[int] = []
    place, reached, apart = 0, 0, True
    for opens, closes, origin in hours:
        while place < len(free) and free[place][1] <= opens:
            place += 1
        ahead = place
        while ahead < len(free) and free[ahead][0] < closes:
            begin = max(free[ahead][0], opens)
            starts.extend(range(begin + (origin - begin) % step, min(free[ahead][1], closes), step))
            ahead += 1
        apart = apart and opens >= reached
        reached = closes
    return tuple(starts) if apart else tuple(sorted(set(starts)))
