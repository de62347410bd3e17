"""The one place where wall time becomes an instant, and an instant wall time.

Instants are epoch seconds. The time-zone database is always the `tzdata` package, never the machine's own, so
that two servers cannot disagree and `database_version` is true of every answer (IANA tz, RFC 8536, PEP 615).
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]  # it is data: two strings and the files

from app.kernel.intervals import Interval

DAY = 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
SECOND = timedelta(seconds=1)

# Offsets are looked up once for so many days, and kept.
_CHUNK = 400 * DAY
# No zone changes its offset twice within a week (a test asks the whole database), so a look a day finds all.
_LOOK = DAY
# Python's years end at 1 and 9999, and the probes need room on both sides.
_EARLIEST, _LATEST = -62_135_596_800 + 2 * DAY, 253_402_300_799 - 2 * DAY


class UnknownZone(ValueError):  # noqa: N818 - it says what is wrong with the name
    """The name is no zone of the IANA database."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is not a time zone of the IANA database; write one such as Europe/London")
        self.name = name


class Stretch(NamedTuple):
    """A stretch of instants in which a zone keeps one offset: wall = instant + offset."""

    start: int
    end: int
    offset: int


def database_version() -> str:
    """Name the edition of the IANA database in use, such as 2026a."""
    return str(tzdata.IANA_VERSION)


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Name every zone a person may choose; `Factory` stands for "not set" and is none."""
    return frozenset(files(tzdata).joinpath("zones").read_text("utf-8").split()) - {"Factory"}


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    if name not in names():
        raise UnknownZone(name)
    with files(tzdata).joinpath("zoneinfo", *name.split("/")).open("rb") as rules:
        return ZoneInfo.from_file(rules, key=name)


def instant_of(moment: datetime) -> int:
    """Give the whole second an aware moment lies in."""
    return (moment - EPOCH) // SECOND


def instant_from(moment: datetime) -> int:
    """Give the first whole second that is not before the moment."""
    return -((EPOCH - moment) // SECOND)


def moment_of(instant: int) -> datetime:
    return EPOCH + timedelta(seconds=instant)


def wall_of(name: str, instant: int) -> datetime:
    """Read the zone's wall clock: an aware datetime whose fold tells the two passes of an hour apart."""
    return moment_of(instant).astimezone(zone(name))


def date_of(name: str, instant: int) -> date:
    return wall_of(name, instant).date()


def instants_of(name: str, wall: datetime) -> tuple[int, ...]:
    """Give the instants at which the wall clock shows this: one, none in a gap, two in a fold."""
    shown = wall.replace(tzinfo=None, fold=0)
    readings = {instant_of(shown.replace(tzinfo=zone(name), fold=fold)) for fold in (0, 1)}
    return tuple(sorted(at for at in readings if wall_of(name, at).replace(tzinfo=None, fold=0) == shown))


def day_of(day: date) -> int:
    """Count a date's days since 1970-01-01."""
    return day.toordinal() - EPOCH_ORDINAL


def dates_window(name: str, first: date, last: date) -> Interval:
    """Span every instant the zone dates from first to last, both included; empty for a skipped date."""
    start, end = day_of(first) * DAY, (day_of(last) + 1) * DAY
    parts = [
        (max(part.start, start - part.offset), min(part.end, end - part.offset))
        for part in stretches(name, start - DAY, end + DAY)
    ]
    held = [part for part in parts if part[0] < part[1]]
    return Interval(held[0][0], held[-1][1]) if held else Interval(start, start)


def stretches(name: str, start: int, end: int) -> list[Stretch]:
    """Divide `[start, end)` where the zone's offset changes, so that all between is plain arithmetic."""
    parts: list[Stretch] = []
    for chunk in range(start // _CHUNK, -(-end // _CHUNK)):
        for part in _chunk(name, chunk):
            begin, stop = max(part.start, start), min(part.end, end)
            if begin >= stop:
                continue
            if parts and parts[-1].offset == part.offset:
                begin = parts.pop().start
            parts.append(Stretch(begin, stop, part.offset))
    return parts


@lru_cache(maxsize=4096)
def _chunk(name: str, chunk: int) -> tuple[Stretch, ...]:
    start, end = chunk * _CHUNK, (chunk + 1) * _CHUNK
    parts, since, offset = [], start, _offset(name, start)
    for look in range(start + _LOOK, end + 1, _LOOK):
        if (then := _offset(name, look)) != offset:
            change = _change(name, look - _LOOK, look)
            parts.append(Stretch(since, change, offset))
            since, offset = change, then
    parts.append(Stretch(since, end, offset))
    return tuple(part for part in parts if part.start < part.end)


def _change(name: str, before: int, after: int) -> int:
    """Find the first second with the offset of `after`, knowing that it changes once on the way."""
    old = _offset(name, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(name, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(name: str, instant: int) -> int:
    moment = moment_of(min(max(instant, _EARLIEST), _LATEST)).astimezone(zone(name))
    return (moment.utcoffset() or timedelta()) // SECOND
