"""Times as people read them: date, span of hours, and the name of the zone whose clock it is."""

import datetime as dt
from datetime import datetime

from babel.dates import format_date, format_datetime, format_time

from app.kernel import zones
from app.notifications.languages import Speech

# A written offset tells the two passes of an hour apart that the autumn night shows twice.
_WITH_OFFSET = " ZZZZ"


def span(starts: datetime, ends: datetime, zone: str, speech: Speech) -> str:
    """`Thursday, 10 December 2026, 15:00-16:00 (Europe/Berlin)`; both dates where midnight lies between."""
    first, last, comma = _wall(starts, zone), _wall(ends, zone), speech.language.comma
    clock = speech.hour + (_WITH_OFFSET if _needs_offset(first, last) else "")
    begin = f"{_date(first, speech)}{comma}{_hour(first, clock, speech)}"
    end = _hour(last, clock, speech)
    if first.date() == last.date():
        return f"{begin}\N{EN DASH}{end} ({zone})"
    return f"{begin} \N{EN DASH} {_date(last, speech)}{comma}{end} ({zone})"


def moment(at: datetime, zone: str, speech: Speech) -> str:
    """`Thursday, 10 December 2026, 15:00 (Europe/Berlin)`."""
    wall = _wall(at, zone)
    clock = speech.hour + (_WITH_OFFSET if _is_ambiguous(wall) else "")
    return f"{_date(wall, speech)}{speech.language.comma}{_hour(wall, clock, speech)} ({zone})"


def day(at: datetime, zone: str, speech: Speech) -> str:
    """`10 December 2026` in the zone, with the day of the week."""
    return _date(_wall(at, zone), speech)


def short(at: datetime, zone: str, speech: Speech) -> str:
    """`Thu 10 Dec, 15:00`, on the reader's clock: for phones."""
    wall = _wall(at, zone)
    clock = speech.hour + (_WITH_OFFSET if _is_ambiguous(wall) else "")
    date = format_datetime(wall.replace(tzinfo=None), "EEE d MMM", locale=speech.locale)
    return f"{date}{speech.language.comma}{_hour(wall, clock, speech)}"


def hours(starts: datetime, ends: datetime, zone: str, speech: Speech) -> str:
    """`15:00-16:00`: for a list whose zone and date are told above it."""
    first, last = _wall(starts, zone), _wall(ends, zone)
    clock = speech.hour + (_WITH_OFFSET if _needs_offset(first, last) else "")
    return f"{_hour(first, clock, speech)}\N{EN DASH}{_hour(last, clock, speech)}"


def hour(at: datetime, zone: str, speech: Speech) -> str:
    return _hour(_wall(at, zone), speech.hour, speech)


def _wall(at: datetime, zone: str) -> datetime:
    return zones.wall_of(zone, zones.instant_of(at))


def _date(wall: datetime, speech: Speech) -> str:
    return format_datetime(wall.replace(tzinfo=None), speech.language.date, locale=speech.locale)


def _hour(wall: datetime, clock: str, speech: Speech) -> str:
    return format_time(wall, clock, tzinfo=wall.tzinfo, locale=speech.locale)


def _needs_offset(first: datetime, last: datetime) -> bool:
    return first.utcoffset() != last.utcoffset() or _is_ambiguous(first) or _is_ambiguous(last)


def _is_ambiguous(wall: datetime) -> bool:
    return len(zones.instants_of(str(wall.tzinfo), wall)) > 1


def date_words(date: dt.date, speech: Speech) -> str:
    """A date that is one already: `Thursday, 10 December 2026`."""
    return format_date(date, speech.language.date, locale=speech.locale)
