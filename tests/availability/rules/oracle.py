"""The engine's rules once more, written another way: minute by minute, with datetimes, slow and plain."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.availability.rules import Terms, Timetable
from app.kernel.intervals import Interval
from app.kernel.zones import zone

MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Minutes = tuple[int, int]


class Oracle:
    def __init__(self, timetable: Timetable, terms: Terms, now: datetime) -> None:
        self.timetable, self.terms, self.now = timetable, terms, now
        self.zone: ZoneInfo = zone(timetable.zone)
        self.busy = [
            (EPOCH + timedelta(seconds=busy.start), EPOCH + timedelta(seconds=busy.end))
            for busy in timetable.busy
            if busy.start < busy.end
        ]

    def slots(self, window: Interval) -> list[int]:
        first = -(-window.start // 60) * 60
        return [start for start in range(first, window.end, 60) if self.offers(start)]

    def offers(self, start: int) -> bool:
        begin = EPOCH + timedelta(seconds=start)
        return self.in_reach(begin) and self.on_grid(begin) and self.is_open(begin) and self.is_free(begin)

    def in_reach(self, begin: datetime) -> bool:
        mine = begin.astimezone(self.zone).date()
        today = self.now.astimezone(self.zone).date()
        days, until = self.terms.horizon_days, self.terms.horizon_until
        return (
            begin - self.now >= self.terms.notice
            and (days is None or (mine - today).days <= days)
            and (until is None or mine <= until)
        )

    def on_grid(self, begin: datetime) -> bool:
        return any((minute - opens) % self.terms.step == 0 for minute, opens in self.covering(begin))

    def is_open(self, begin: datetime) -> bool:
        return all(any(self.covering(begin + n * MINUTE)) for n in range(self.terms.duration))

    def is_free(self, begin: datetime) -> bool:
        before, after = self.terms.buffer_before, self.terms.duration + self.terms.buffer_after
        minutes = [begin + n * MINUTE for n in range(-before, after)]
        return not any(start < at + MINUTE and at < end for at in minutes for start, end in self.busy)

    def covering(self, at: datetime) -> Iterator[Minutes]:
        """Give, for each span open at that minute, its minute since the span's midnight, and its opening."""
        wall = at.astimezone(self.zone)
        minute = wall.hour * 60 + wall.minute
        for opens, closes in self.hours(wall.date()):
            if opens <= minute < closes:
                yield minute, opens
        if not self.is_replaced(wall.date()):
            for opens, closes in self.hours(wall.date() - timedelta(days=1)):
                if opens <= minute + 1440 < closes:
                    yield minute + 1440, opens

    def is_replaced(self, day: date) -> bool:
        return any(override.date == day for override in self.timetable.overrides)

    def hours(self, day: date) -> Iterator[Minutes]:
        if self.is_replaced(day):
            for override in self.timetable.overrides:
                if override.date == day:
                    yield from ((span.opens, span.closes) for span in override.spans)
            return
        for rule in self.timetable.weekly:
            begun = rule.valid_from is None or rule.valid_from <= day
            ended = rule.valid_until is not None and rule.valid_until < day
            if rule.weekday == day.weekday() and begun and not ended:
                yield rule.opens, rule.closes
