"""From which date to which an offering can be booked, in the provider's own dates."""

from datetime import datetime

from app.availability.rules.clock import day_at
from app.availability.rules.hours import Days
from app.availability.rules.terms import Horizon, Terms
from app.availability.rules.timetable import Timetable
from app.kernel.zones import day_of, instant_of

# Whoever is open on fewer dates than the horizon counts is looked at no further than this.
FURTHEST_DAYS = 730


def dates_of(timetable: Timetable, terms: Terms, now: datetime) -> tuple[int | None, int | None]:
    """Give the first and the last date, in days since 1970; None where there is no such bound."""
    first = None if terms.bookable_from is None else day_of(terms.bookable_from)
    lasts = [] if terms.bookable_until is None else [day_of(terms.bookable_until)]
    if terms.horizon_days is not None and terms.horizon_kind is not Horizon.FIXED:
        today = day_at(timetable, instant_of(now))
        lasts.append(_last(timetable, terms, today, terms.horizon_days))
    return first, min(lasts, default=None)


def _last(timetable: Timetable, terms: Terms, today: int, days: int) -> int:
    """Count so many days after today: all of them, or those on which a span opens."""
    if terms.horizon_kind is Horizon.ROLLING:
        return today + days
    opened, day = Days(timetable), today
    while days and day < today + FURTHEST_DAYS:
        day += 1
        days -= bool(opened.spans(day))
    return day
