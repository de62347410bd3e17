"""The engine's rules once more, written another way: minute by minute, with datetimes, slow and plain."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.availability.rules import Booked, Limit, Terms, Timetable
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
        return (
            self.in_reach(begin)
            and (self.on_grid(begin) or self.fits(begin))
            and self.is_open(begin)
            and self.is_free(begin)
            and self.within_limits(begin)
        )

    def in_reach(self, begin: datetime) -> bool:
        mine = self.wall(begin).date()
        today = self.wall(self.now).date()
        since, until = self.terms.bookable_from, self.terms.bookable_until
        return (
            begin - self.now >= self.terms.notice
            and self.days_ahead(today, mine) <= self.days()
            and (since is None or since <= mine)
            and (until is None or mine <= until)
        )

    def days(self) -> int:
        days = self.terms.horizon_days
        return 10_000 if days is None or self.terms.horizon_kind == "FIXED" else days

    def days_ahead(self, today: date, day: date) -> int:
        ahead = [today + timedelta(days=n + 1) for n in range((day - today).days)]
        if self.terms.horizon_kind != "BOOKABLE_DAYS":
            return len(ahead)
        opened = [each for each in ahead if any(self.hours(each))]
        # What lies behind the last date with hours is one further than it.
        return len(opened) + (bool(ahead) and ahead[-1] not in opened)

    def on_grid(self, begin: datetime) -> bool:
        shift, step = self.terms.offset, self.terms.step
        return any((minute - opens - shift) % step == 0 for minute, opens in self.covering(begin))

    def fits(self, begin: datetime) -> bool:
        """Only a minute away somebody is in the way."""
        return self.terms.grid == "FIT" and not (
            self.is_free(begin - MINUTE) and self.is_free(begin + MINUTE)
        )

    def is_open(self, begin: datetime) -> bool:
        return all(any(self.covering(begin + n * MINUTE)) for n in range(self.terms.duration))

    def is_free(self, begin: datetime) -> bool:
        before, after = self.terms.buffer_before, self.terms.duration + self.terms.buffer_after
        minutes = [begin + n * MINUTE for n in range(-before, after)]
        taken = any(start < at + MINUTE and at < end for at in minutes for start, end in self.busy)
        return not taken and self.is_rested(begin)

    def is_rested(self, begin: datetime) -> bool:
        rest = self.timetable.rest
        resting = range(-rest, self.terms.duration + rest)
        others = [range(self.minute(one.start), self.minute(one.end)) for one in self.timetable.booked]
        own = (begin - EPOCH) // MINUTE
        return not rest or not any(own + n in other for other in others for n in resting)

    def within_limits(self, begin: datetime) -> bool:
        booked = self.timetable.booked
        own = [one for one in booked if one.offering_id == self.terms.offering_id]
        return all(self.has_room(limit, booked, begin) for limit in self.timetable.limits) and all(
            self.has_room(limit, own, begin) for limit in self.terms.limits
        )

    def has_room(self, limit: Limit, booked: Iterable[Booked], begin: datetime) -> bool:
        mine = self.period(limit, begin)
        there = [one for one in booked if self.period(limit, EPOCH + timedelta(seconds=one.start)) == mine]
        minutes = sum(self.minute(one.end) - self.minute(one.start) for one in there)
        return (limit.count is None or len(there) < limit.count) and (
            limit.minutes is None or minutes + self.terms.duration <= limit.minutes
        )

    def period(self, limit: Limit, at: datetime) -> str:
        wall = self.wall(at)
        return wall.strftime({"DAY": "%Y-%m-%d", "WEEK": "%G-%V", "MONTH": "%Y-%m"}[limit.period])

    @staticmethod
    def minute(instant: int) -> int:
        return instant // 60

    def covering(self, at: datetime) -> Iterator[Minutes]:
        """Give, for each span open at that minute, its minute since the span's midnight, and its opening."""
        for name in {self.timetable.zone, *(trip.zone for trip in self.timetable.trips)}:
            wall = at.astimezone(zone(name))
            today, yesterday = wall.date(), wall.date() - timedelta(days=1)
            minute = wall.hour * 60 + wall.minute
            if self.whereabouts(today) == name:
                for opens, closes in self.hours(today):
                    if opens <= minute < closes:
                        yield minute, opens
            if self.whereabouts(yesterday) == name and not self.is_replaced(today):
                for opens, closes in self.hours(yesterday):
                    if opens <= minute + 1440 < closes:
                        yield minute + 1440, opens

    def whereabouts(self, day: date) -> str:
        """Give the zone in which the provider is on a date."""
        for trip in self.timetable.trips:
            if trip.first <= day <= trip.last:
                return trip.zone
        return self.timetable.zone

    def wall(self, at: datetime) -> datetime:
        """Read the provider's clock: a trip's from its first date on, until its last is over there."""
        for trip in sorted(self.timetable.trips, key=lambda trip: trip.first, reverse=True):
            there = at.astimezone(zone(trip.zone))
            if trip.first <= there.date() <= trip.last:
                return there
        return at.astimezone(self.zone)

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
