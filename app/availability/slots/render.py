"""Slots as JSON text. A month of quarter hours is three thousand instants: they are written, not dumped."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from app.kernel.zones import DAY, Stretch, moment_of, stretches

_MINUTE = 60


def slots_json(starts: Sequence[int], seconds: int, zone: str) -> str:
    """A JSON array of `{startTime, endTime}`, on the wall clock of `zone` with its offset (RFC 3339)."""
    if not starts:
        return "[]"
    write = _Writer(stretches(zone, starts[0], starts[-1] + seconds + 1))
    return "[" + ",".join([write.slot(start, start + seconds) for start in starts]) + "]"


class _Writer:
    """Writes instants of ascending slots; between two changes of the clock that is plain arithmetic."""

    def __init__(self, parts: Sequence[Stretch]) -> None:
        self._parts = [(part.end, part.offset, _suffix(part.offset)) for part in parts]

    def slot(self, start: int, end: int) -> str:
        return f'{{"startTime":"{self._text(start)}","endTime":"{self._text(end)}"}}'

    def _text(self, instant: int) -> str:
        for until, offset, suffix in self._parts:
            if instant < until:
                break
        day, second = divmod(instant + offset, DAY)
        minute, rest = divmod(second, _MINUTE)
        if rest:
            return f"{_date(day)}T{_CLOCK[minute]}:{rest:02}{suffix}"
        return f"{_date(day)}T{_CLOCK[minute]}:00{suffix}"


_CLOCK = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)]


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
