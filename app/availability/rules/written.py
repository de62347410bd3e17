"""Hours as people write them: HH:MM in, minutes inside, HH:MM out."""

import re

from app.availability.rules.timetable import DAY_MINUTES, Span
from app.kernel.errors import InvalidInput

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_ALMOST_MIDNIGHT = DAY_MINUTES - 1


def span(opens: str, closes: str, *, fields: tuple[str, str] = ("startTime", "endTime")) -> Span:
    """Read a span; one that does not close after it opens closes on the next day."""
    first, last = _minute(fields[0], opens), _minute(fields[1], closes)
    if first == DAY_MINUTES:
        raise InvalidInput.at(fields[0], "Nothing opens at 24:00; write 00:00 on the next day.")
    if last == _ALMOST_MIDNIGHT:
        raise InvalidInput.at(fields[1], "23:59 loses the last minute of the day; write 24:00 for midnight.")
    return Span(first, closing(first, last))


def closing(opens: int, end: int) -> int:
    """Count a span's end from the midnight before it opens: not after the opening, it is the next day's."""
    return end if end > opens else end + DAY_MINUTES


def end_minute(closes: int) -> int:
    """Give the minute the clock shows at the end: 1440 is the midnight that ends the date."""
    return closes if closes <= DAY_MINUTES else closes - DAY_MINUTES


def clock(minutes: int) -> str:
    """Write minutes as HH:MM; the end of a date is 24:00, and past it the next day's clock shows."""
    hour, minute = divmod(end_minute(minutes), 60)
    return f"{hour:02}:{minute:02}"


def _minute(field: str, text: str) -> int:
    if _CLOCK.fullmatch(text) is None:
        raise InvalidInput.at(field, "Write hours as HH:MM, from 00:00 to 24:00.")
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
