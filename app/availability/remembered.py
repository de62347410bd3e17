"""Hours and terms that this process has read before, so that a booking need not read them again.

They may be out of date. Whoever relies on them says so in its statement, by the timetable's version, which
rises in the transaction of every change; what is taken is never remembered.
"""

from app.availability.schedule import Schedule

# Provider, and the offering's id or its length in minutes where the client named none.
Key = tuple[int, int | None, int | None]
_MOST = 5_000

_schedules: dict[Key, Schedule] = {}


def recall(key: Key) -> Schedule | None:
    return _schedules.get(key)


def remember(key: Key, schedule: Schedule) -> None:
    """Keep a schedule without its busy times. A full memory is emptied: that is rare, and cheap to mend."""
    if len(_schedules) >= _MOST:
        _schedules.clear()
    _schedules[key] = schedule.freed()
