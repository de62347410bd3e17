"""What it is that stands against a start: the booking, the time off, the date, the rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.availability.history.reading import Then
from app.availability.history.standing import taken_by
from app.availability.rules import Reason, zone_at
from app.availability.rules.barred import by_limits, by_offering_limits
from app.availability.rules.clock import calendar
from app.availability.rules.holidays import free_days, named
from app.availability.rules.limits import Limit
from app.availability.rules.terms import MINUTE
from app.availability.rules.timetable import DAY_MINUTES
from app.availability.rules.written import clock
from app.availability.schedule import Schedule
from app.kernel.intervals import Interval
from app.kernel.zones import instant_of, wall_of

KINDS = (
    "BOOKING",
    "TIME_OFF",
    "CALENDAR",
    "WAITLIST",
    "OVERRIDE",
    "HOLIDAY",
    "RULE",
    "SCHEDULE",
    "TRIP",
    "OFFERING",
    "PROVIDER",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing behind one reason. `kind` says what the id is of; not all have names."""

    reason: Reason
    kind: str
    id: int | None = None
    name: str = ""
    note: str = ""
    day: date | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None


def evidence(then: Then, schedule: Schedule, start: datetime, reasons: Sequence[Reason]) -> list[Evidence]:
    """In the order of the reasons. `then` may be of a later moment than the schedule."""
    found: list[Evidence] = []
    for reason in reasons:
        found += _SOURCES[reason](then, schedule, start) if reason in _SOURCES else ()
    return found


def _taken(then: Then, schedule: Schedule, start: datetime) -> Iterator[Evidence]:
    kept = schedule.terms.padded(instant_of(start))
    return _named(then, Reason.TAKEN, [row for row in then.taken if _touches(row, kept)])


def _near(then: Then, schedule: Schedule, start: datetime) -> Iterator[Evidence]:
    rest = schedule.timetable.rest * MINUTE
    within = schedule.terms.slot(instant_of(start)).padded(before=rest, after=rest)
    appointments = [
        row | {"since": row["starts_at"], "until": row["ends_at"]} for row in then.taken if row["booking_id"]
    ]
    return _named(then, Reason.REST, [row for row in appointments if _touches(row, within)])


def _touches(row: Mapping[str, Any], stretch: Interval) -> bool:
    return stretch.overlaps((instant_of(row["since"]), instant_of(row["until"])))


def _named(then: Then, reason: Reason, rows: Sequence[Mapping[str, Any]]) -> Iterator[Evidence]:
    for holder in taken_by(then.who["provider_id"], rows):
        yield Evidence(reason=reason, **holder)


def _full(then: Then, schedule: Schedule, start: datetime) -> Iterator[Evidence]:
    """Each limit that has no room by itself."""
    for limit in schedule.timetable.limits:
        if _reached(schedule, start, (limit,), ()):
            yield Evidence(
                reason=Reason.LIMIT_REACHED, kind="PROVIDER", id=then.who["provider_id"], note=_told(limit)
            )
    for limit in schedule.terms.limits:
        if _reached(schedule, start, (), (limit,)):
            yield _of_offering(Reason.LIMIT_REACHED, schedule, _told(limit))


def _reached(schedule: Schedule, start: datetime, overall: tuple[Limit, ...], own: tuple[Limit, ...]) -> bool:
    at = instant_of(start)
    timetable, terms = replace(schedule.timetable, limits=overall), replace(schedule.terms, limits=own)
    parts = calendar(timetable, at, at + 1)
    full = by_limits(timetable, terms, parts) + by_offering_limits(timetable, terms, parts)
    return any(since <= at < until for since, until in full)


def _told(limit: Limit) -> str:
    period = limit.period.lower()
    count = [] if limit.count is None else [f"Bookings a {period}: {limit.count} at most."]
    minutes = [] if limit.minutes is None else [f"Minutes a {period}: {limit.minutes} at most."]
    return " ".join(count + minutes)


def _closed(then: Then, schedule: Schedule, start: datetime) -> Iterator[Evidence]:
    """What was written down for the dates that the appointment touches, each on the clock of its place."""
    first = instant_of(start)
    dates = dict.fromkeys(_dated(schedule, at) for at in (first, first + schedule.terms.seconds - 1))
    for day, zone in dates:
        yield from _trips(then, day, zone)
        yield from _hours(then, schedule, day)


def _dated(schedule: Schedule, at: int) -> tuple[date, str]:
    zone = zone_at(schedule.timetable, at)
    return wall_of(zone, at).date(), zone


def _trips(then: Then, day: date, zone: str) -> Iterator[Evidence]:
    for trip in _written(then, "trips"):
        if trip["first_date"] <= day.isoformat() <= trip["last_date"]:
            yield Evidence(
                reason=Reason.OUTSIDE_HOURS,
                kind="TRIP",
                id=trip["id"],
                note=f"On the clock of {zone}.",
                day=day,
            )


def _hours(then: Then, schedule: Schedule, day: date) -> Iterator[Evidence]:
    """The date that replaces its weekly hours, else the holiday, else the weekly hours themselves."""
    schedule_id = schedule.facts["schedule_id"]
    dates = [one for one in _written(then, "overrides") if one["date"] == day.isoformat()]
    for of in dict.fromkeys([schedule_id, None]):
        for one in dates:
            if one["schedule_id"] == of:
                yield Evidence(
                    reason=Reason.OUTSIDE_HOURS, kind="OVERRIDE", id=one["id"], note=one["reason"], day=day
                )
                return
    holiday = _holiday(then, day)
    if holiday:
        yield Evidence(reason=Reason.OUTSIDE_HOURS, kind="HOLIDAY", name=holiday, day=day)
        return
    yield from _weekly(then, schedule_id, day)


def _holiday(then: Then, day: date) -> str:
    written = then.written or {}
    country, part = written.get("holiday_country"), written.get("holiday_subdivision")
    if day not in free_days(country, part, written.get("holidays_worked", ()), then.moment.year):
        return ""
    return "; ".join(named(country or "", part, day.year, day.year)[day])


def _weekly(then: Then, schedule_id: int | None, day: date) -> Iterator[Evidence]:
    """The hours of its weekday; where it has none, the schedule that is silent about it."""
    rules = [rule for rule in _written(then, "weekly") if _holds(rule, schedule_id, day)]
    for rule in rules:
        hours = f"{clock(rule['start_minute'])}-{clock(_closes(rule))}"
        yield Evidence(reason=Reason.OUTSIDE_HOURS, kind="RULE", id=rule["id"], note=hours, day=day)
    if not rules:
        note = f"No hours on a {day:%A}."
        yield Evidence(reason=Reason.OUTSIDE_HOURS, kind="SCHEDULE", id=schedule_id, note=note, day=day)


def _holds(rule: Mapping[str, Any], schedule_id: int | None, day: date) -> bool:
    since, until = rule["valid_from"] or "", rule["valid_until"] or "9999-12-31"
    mine = (rule["schedule_id"], rule["day_of_week"]) == (schedule_id, day.isoweekday())
    return mine and since <= day.isoformat() <= until


def _closes(rule: Mapping[str, Any]) -> int:
    end: int = rule["end_minute"]
    return end if end > rule["start_minute"] else end + DAY_MINUTES


def _written(then: Then, what: str) -> Sequence[Mapping[str, Any]]:
    return then.written[what] if then.written else ()


def _of_offering(reason: Reason, schedule: Schedule, note: str) -> Evidence:
    return Evidence(reason=reason, kind="OFFERING", id=schedule.offering_id, note=note)


def _too_soon(_: Then, schedule: Schedule, __: datetime) -> Iterator[Evidence]:
    minutes = schedule.terms.notice // timedelta(minutes=1)
    yield _of_offering(Reason.TOO_SOON, schedule, f"At least {minutes} minutes ahead.")


def _too_early(_: Then, schedule: Schedule, __: datetime) -> Iterator[Evidence]:
    yield _of_offering(Reason.TOO_EARLY, schedule, f"From {schedule.terms.bookable_from} on.")


def _too_far(_: Then, schedule: Schedule, __: datetime) -> Iterator[Evidence]:
    terms = schedule.terms
    kind = terms.horizon_kind.lower().replace("_", " ")
    days = "" if terms.horizon_days is None else f", {terms.horizon_days} days"
    until = "" if terms.bookable_until is None else f", until {terms.bookable_until}"
    yield _of_offering(Reason.TOO_FAR, schedule, f"Horizon: {kind}{days}{until}.")


def _off_grid(_: Then, schedule: Schedule, __: datetime) -> Iterator[Evidence]:
    terms = schedule.terms
    note = f"Every {terms.step} minutes, {terms.offset} minutes after the opening."
    yield _of_offering(Reason.OFF_GRID, schedule, note)


_SOURCES = {
    Reason.TOO_SOON: _too_soon,
    Reason.TOO_EARLY: _too_early,
    Reason.TOO_FAR: _too_far,
    Reason.OUTSIDE_HOURS: _closed,
    Reason.OFF_GRID: _off_grid,
    Reason.TAKEN: _taken,
    Reason.REST: _near,
    Reason.LIMIT_REACHED: _full,
}
