"""Quiet hours: a stretch of each day, by a person's own clock, when nothing optional comes. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.kernel import zones

_DAY = timedelta(days=1)
_GAP = timedelta(hours=1)  # a wall time that the spring night skips is read an hour later


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `begins` until `ends` on the wall clock of `zone`; over midnight where `ends` is the earlier."""

    begins: time
    ends: time
    zone: str

    def around(self, at: datetime) -> tuple[datetime, datetime] | None:
        """The quiet stretch that a moment lies in."""
        wall = zones.wall_of(self.zone, zones.instant_of(at)).replace(tzinfo=None)
        overnight = self.ends <= self.begins
        for back in (0, 1) if overnight else (0,):
            first = datetime.combine(wall.date() - back * _DAY, self.begins)
            last = datetime.combine(first.date() + overnight * _DAY, self.ends)
            if first <= wall < last:
                return self._instant(first), self._instant(last)
        return None

    def _instant(self, wall: datetime) -> datetime:
        found = zones.instants_of(self.zone, wall) or zones.instants_of(self.zone, wall + _GAP)
        return zones.moment_of(found[0])


def awake(at: datetime, quiet: Quiet | None) -> datetime:
    """When a message that can wait may be sent: at once, or when the quiet hours end."""
    stretch = quiet.around(at) if quiet else None
    return stretch[1] if stretch else at


def remind_at(starts: datetime, lead: timedelta, quiet: Quiet | None) -> datetime:
    """When to remind: so long before the start, out of the quiet hours.

    Later, when they end, if at least half of the time before the start is left by then. Else earlier, when
    they begin: rather the evening before than too late.
    """
    due = starts - lead
    stretch = quiet.around(due) if quiet else None
    if stretch is None:
        return due
    begins, ends = stretch
    return ends if starts - ends >= lead / 2 else begins
