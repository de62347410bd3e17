"""Reading an RRULE (RFC 5545 §3.3.10), and the wall times that it means. Pure.

A part of the grammar is understood, and all of it is bounded: only the days of two years are ever looked at.
The usual library counts to the year 9999 for a rule that never comes true, and takes seconds for it.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from app.kernel import zones
from app.kernel.errors import InvalidInput

MOST = 104  # appointments of one series: two years of weeks
LONGEST = timedelta(days=731)
LONGEST_RULE = 500  # characters
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)\Z")
_DATE = re.compile(r"[0-9]{8}\Z")
_INSTANT = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")


# A weekday (Monday is 0) and which of the month it is: 2 the second, -1 the last, 0 every one.
Weekday = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A rule in its parts; what was not written is empty."""

    frequency: str
    count: int | None
    until: str | None
    interval: int = 1
    days: tuple[Weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    week_start: int = 0


def parse(text: str) -> Recurrence:
    """Raises InvalidInput at `rrule`, with what is wrong."""
    parts = _parts(text)
    frequency = parts.pop("FREQ", "")
    if frequency not in _FREQUENCIES:
        raise _refused("FREQ must be DAILY, WEEKLY or MONTHLY.")
    count, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    if count is None and until is None:
        raise _refused("This series would never end: give COUNT or UNTIL.")
    if count is not None and until is not None:
        raise _refused("Give COUNT or UNTIL, not both.")
    options: dict[str, Any] = {}
    for name, value in parts.items():
        if name not in _OPTIONS:
            raise _refused(f"{name} is not understood here.")
        key, read = _OPTIONS[name]
        options[key] = read(value)
    times = None if count is None else _number("COUNT", count, 2, MOST)
    rule = Recurrence(frequency=frequency, count=times, until=until, **options)
    _refuse_odd(rule)
    return rule


def walls(rule: Recurrence, first: datetime, zone: str) -> list[datetime]:
    """The wall times of a series that begins with `first`: dates that do not exist are skipped.

    Raises:
        InvalidInput: at `rrule`. It has one appointment or too many, is too long, or does not begin here.
    """
    last = first + LONGEST
    until = last if rule.until is None else _until(rule.until, zone)
    if until > last:
        raise _too_long()
    dates = (day for day in _DATES[rule.frequency](rule, first.date(), last.date()) if day >= first.date())
    made = (datetime.combine(day, first.time()) for day in dates)
    found = list(islice((at for at in made if at <= until), rule.count or MOST + 1))
    if not found or found[0] != first:
        raise _refused("The first start is not one that the rule means.")
    if rule.count is not None and len(found) < rule.count:
        raise _too_long()
    if len(found) > MOST:
        raise _refused(f"A series has at most {MOST} appointments.")
    if len(found) == 1:
        raise _refused("A series has two appointments or more.")
    return found


def _parts(text: str) -> dict[str, str]:
    if len(text) > LONGEST_RULE:
        raise _refused(f"Longer than {LONGEST_RULE} characters.")
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if not (name and equals and value):
            raise _refused("Write NAME=VALUE, divided by semicolons.")
        if name in parts:
            raise _refused(f"{name} stands there twice.")
        parts[name] = value
    return parts


def _until(text: str, zone: str) -> datetime:
    """The last wall time at which something may begin. A date is included whole."""
    try:
        if _DATE.match(text):
            day = datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
            return datetime.combine(day, time.max)
        if _INSTANT.match(text):
            at = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return zones.wall_of(zone, zones.instant_of(at)).replace(tzinfo=None)
    except (ValueError, OverflowError):
        pass
    raise _refused("UNTIL must be a date such as 20261231, or an instant such as 20261231T180000Z.")


def _refuse_odd(rule: Recurrence) -> None:
    """What RFC 5545 forbids, or what means nothing."""
    if rule.frequency != "MONTHLY" and any(which for _, which in rule.days):
        raise _refused("The number in BYDAY, as in 2TU, goes with FREQ=MONTHLY.")
    if rule.frequency == "WEEKLY" and rule.month_days:
        raise _refused("BYMONTHDAY does not go with FREQ=WEEKLY.")
    if rule.places and (rule.frequency != "MONTHLY" or not (rule.days or rule.month_days)):
        raise _refused("BYSETPOS goes with FREQ=MONTHLY and BYDAY or BYMONTHDAY.")


def _daily(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    for days in range(0, (last - first).days + 1, rule.interval):
        day = first + timedelta(days=days)
        fits = not rule.days or day.weekday() in {weekday for weekday, _ in rule.days}
        if fits and _in_months(rule, day) and (not rule.month_days or _on_month_days(rule, day)):
            yield day


def _weekly(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=(first.weekday() - rule.week_start) % 7)
    weekdays = {weekday for weekday, _ in rule.days} or {first.weekday()}
    for weeks in range(0, (last - monday).days // 7 + 1, rule.interval):
        week = [monday + timedelta(days=7 * weeks + day) for day in range(7)]
        yield from (day for day in week if day.weekday() in weekdays and _in_months(rule, day))


def _monthly(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    months = (last.year - first.year) * 12 + last.month - first.month
    for later in range(0, months + 1, rule.interval):
        year, month = divmod(first.year * 12 + first.month - 1 + later, 12)
        length = monthrange(year, month + 1)[1]
        days = [date(year, month + 1, day) for day in range(1, length + 1)]
        meant = [day for day in days if _in_months(rule, day) and _in_month(rule, day, length, first)]
        yield from _placed(rule, meant)


def _in_month(rule: Recurrence, day: date, length: int, first: date) -> bool:
    """Whether a rule means this day of a month of so many days."""
    if not rule.days and not rule.month_days:
        return day.day == first.day
    weekly = not rule.days or any(_is_weekday(one, day, length) for one in rule.days)
    return weekly and (not rule.month_days or _on_month_days(rule, day))


def _is_weekday(one: Weekday, day: date, length: int) -> bool:
    weekday, which = one
    from_start, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
    return day.weekday() == weekday and which in {0, from_start, from_end}


def _on_month_days(rule: Recurrence, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return day.day in rule.month_days or day.day - length - 1 in rule.month_days


def _in_months(rule: Recurrence, day: date) -> bool:
    return not rule.months or day.month in rule.months


def _placed(rule: Recurrence, days: list[date]) -> list[date]:
    """Those at the places of BYSETPOS, counted from both ends."""
    if not rule.places:
        return days
    count = len(days)
    kept = {place - 1 if place > 0 else count + place for place in rule.places}
    return [day for number, day in enumerate(days) if number in kept]


_DATES = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly}


def _number(name: str, text: str, lowest: int, highest: int) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
        raise _refused(f"{name} must be a number from {lowest} to {highest}.")
    return int(text)


def _numbers(name: str, most: int, *, signed: bool) -> Callable[[str], tuple[int, ...]]:
    def read(text: str) -> tuple[int, ...]:
        found = tuple(_number(name, part, -most if signed else 1, most) for part in text.split(","))
        if 0 in found:
            raise _refused(f"{name} counts from 1, or from -1 backwards.")
        return found

    return read


def _days(text: str) -> tuple[Weekday, ...]:
    found = [_DAY.match(part) for part in text.split(",")]
    if None in found:
        raise _refused("BYDAY must name days such as MO,TU or 2TU or -1FR.")
    return tuple((_DAYS.index(day[2]), int(day[1] or 0)) for day in found if day)


def _week_start(text: str) -> int:
    if text not in _DAYS:
        raise _refused("WKST must be a day such as MO.")
    return _DAYS.index(text)


_OPTIONS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "INTERVAL": ("interval", lambda text: _number("INTERVAL", text, 1, 99)),
    "BYDAY": ("days", _days),
    "BYMONTHDAY": ("month_days", _numbers("BYMONTHDAY", 31, signed=True)),
    "BYMONTH": ("months", _numbers("BYMONTH", 12, signed=False)),
    "BYSETPOS": ("places", _numbers("BYSETPOS", 31, signed=True)),
    "WKST": ("week_start", _week_start),
}


def _too_long() -> InvalidInput:
    return _refused(f"A series lasts at most {LONGEST.days} days.")


def _refused(message: str) -> InvalidInput:
    return InvalidInput.at("rrule", message)
