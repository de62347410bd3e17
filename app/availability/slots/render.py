"""Slots as JSON text. A month of quarter hours is thousands of instants: they are written, not dumped."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache

from app.kernel.zones import DAY, Stretch, moment_of, stretches

_MINUTE = 60
_DAY_MINUTES = 24 * 60


def slots_json(
    starts: Sequence[int], seconds: int, zone: str, seats_left: Sequence[int] | None = None
) -> str:
    """A JSON array of `{startTime, endTime}`, on the wall clock of `zone` with its offset (RFC 3339).

    Of a group each has its `seatsLeft` too.
    `starts` ascend. Between two changes of the zone's offset it is plain arithmetic on minutes; only slots
    that such a change parts, and offsets of the past with seconds, are written one by one.
    """
    if not starts:
        return "[]"
    parts = stretches(zone, starts[0], starts[-1] + seconds + 1)
    texts: list[str] = []
    place = 0
    for part in parts:
        whole = bisect_left(starts, part.end - seconds, place)
        beyond = bisect_left(starts, part.end, place)
        if part.offset % _MINUTE or seconds % _MINUTE:
            whole = place
        texts += _plainly(starts[place:whole], seconds // _MINUTE, part.offset)
        texts += (_one_by_one(at, at + seconds, parts) for at in starts[whole:beyond])
        place = beyond
    if seats_left is not None:
        texts = [f'{text[:-1]},"seatsLeft":{left}}}' for text, left in zip(texts, seats_left, strict=True)]
    return "[" + ",".join(texts) + "]"


def _plainly(starts: Sequence[int], minutes: int, offset: int) -> Iterator[str]:
    clock = _clock(offset)
    for at in starts:
        day, second = divmod(at + offset, DAY)
        opens = second // _MINUTE
        date, later = _date(day), opens + minutes
        if later < _DAY_MINUTES:
            yield f'{{"startTime":"{date}{clock[opens]}","endTime":"{date}{clock[later]}"}}'
        else:
            ahead, closes = divmod(later, _DAY_MINUTES)
            end = f"{_date(day + ahead)}{clock[closes]}"
            yield f'{{"startTime":"{date}{clock[opens]}","endTime":"{end}"}}'


def _one_by_one(start: int, end: int, parts: Sequence[Stretch]) -> str:
    return f'{{"startTime":"{_text(start, parts)}","endTime":"{_text(end, parts)}"}}'


def _text(instant: int, parts: Sequence[Stretch]) -> str:
    offset = next(part.offset for part in parts if instant < part.end)
    day, second = divmod(instant + offset, DAY)
    hours, rest = divmod(second, 60 * _MINUTE)
    return f"{_date(day)}T{hours:02}:{rest // _MINUTE:02}:{rest % _MINUTE:02}{_suffix(offset)}"


@lru_cache(maxsize=64)
def _clock(offset: int) -> list[str]:
    """What follows the date, for every minute of a day."""
    suffix = _suffix(offset)
    return [f"T{minute // 60:02}:{minute % 60:02}:00{suffix}" for minute in range(_DAY_MINUTES)]


@lru_cache(maxsize=4096)
def _date(day: int) -> str:
    return moment_of(day * DAY).date().isoformat()


def _suffix(offset: int) -> str:
    """`Z`, `+05:45`. Offsets of the past with seconds are written to the minute, as RFC 3339 has it."""
    if offset == 0:
        return "Z"
    sign = "+" if offset > 0 else "-"
    minutes = abs(timedelta(seconds=offset)) // timedelta(minutes=1)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"
