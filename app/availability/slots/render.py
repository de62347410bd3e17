"""Slots as JSON text. A month of quarter hours is three thousand instants: they are written, not dumped."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import lru_cache

from app.kernel.zones import DAY, moment_of, stretches

_MINUTE = 60
_CLOCK = [f"T{minute // 60:02}:{minute % 60:02}:" for minute in range(24 * 60)]


def slots_json(starts: Sequence[int], seconds: int, zone: str) -> str:
    """A JSON array of `{startTime, endTime}`, on the wall clock of `zone` with its offset (RFC 3339)."""
    if not starts:
        return "[]"
    write = _writer(zone, starts[0], starts[-1] + seconds + 1)
    slots = [f'{{"startTime":"{write(at)}","endTime":"{write(at + seconds)}"}}' for at in starts]
    return "[" + ",".join(slots) + "]"


def _writer(zone: str, first: int, end: int) -> Callable[[int], str]:
    """How to write an instant of `[first, end)`: between two changes of the clock it is plain arithmetic."""
    parts = [(part.end, part.offset, _suffix(part.offset)) for part in stretches(zone, first, end)]

    def write(instant: int) -> str:
        offset, suffix = next((offset, suffix) for until, offset, suffix in parts if instant < until)
        day, second = divmod(instant + offset, DAY)
        minute, rest = divmod(second, _MINUTE)
        return f"{_date(day)}{_CLOCK[minute]}{rest:02}{suffix}"

    if len(parts) > 1:
        return write
    offset, suffix = parts[0][1:]

    def write_plainly(instant: int) -> str:
        day, second = divmod(instant + offset, DAY)
        minute, rest = divmod(second, _MINUTE)
        return f"{_date(day)}{_CLOCK[minute]}{rest:02}{suffix}"

    return write_plainly


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
