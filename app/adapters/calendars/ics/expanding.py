"""What the events of one UID take within a window: recurrence, exceptions, whole days, zones (RFC 5545)."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

import recurring_ical_events
from icalendar import Calendar, Event

from app.kernel import zones
from app.kernel.errors import PermanentError
from app.ports.calendars import Stretch, Weight, Window

MOST = 20_000  # occurrences of one series in a window
# By the second or the minute nobody meets anybody, and counting them takes for ever.
_TOO_FINE = re.compile(r"^RRULE[^:]*:.*\bFREQ=(SECONDLY|MINUTELY)", re.IGNORECASE | re.MULTILINE)
_FREE_WORDS = frozenset({"FREE", "WORKINGELSEWHERE"})  # of Outlook and Exchange
_WEIGHTS = {"TENTATIVE": Weight.TENTATIVE, "OOF": Weight.AWAY}


class Unclear(PermanentError):  # noqa: N818 - reads as what it is
    """The event cannot be understood, and nobody knows what it takes."""


def taken(text: str, window: Window) -> tuple[Stretch, ...]:
    """Every stretch that lies in the window in part. Raises Unclear."""
    if _TOO_FINE.search(text):
        raise Unclear("it recurs by the minute")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # guesses about zones' names that the library tells of
            found = list(islice(_stretches(text, window), MOST + 1))
    except Exception as error:  # the library raises whatever a stranger's text leads it to
        raise Unclear(f"{type(error).__name__}") from error
    if len(found) > MOST:
        raise Unclear("it recurs too often")
    return tuple(found)


def _stretches(text: str, window: Window) -> Iterator[Stretch]:
    calendar = Calendar.from_ical(text)
    # A day more on both sides: whole days and times without a zone are put into theirs only here.
    margin = timedelta(days=1)
    query = recurring_ical_events.of(calendar, skip_bad_series=False)
    for event in query.between(window.since - margin, window.until + margin):
        stretch = _stretch(event, window)
        if stretch is not None and window.touches(stretch):
            yield stretch


def _stretch(event: Event, window: Window) -> Stretch | None:
    weight = _weight(event)
    if weight is None:
        return None
    start, end = event.start, event.end
    whole_day = not isinstance(start, datetime)
    since, until = _moment(start, window.zone), _moment(end, window.zone)
    return Stretch(since, until, weight, whole_day) if since < until else None


def _weight(event: Event) -> Weight | None:
    """None: it is cancelled, or takes no time."""
    status, shown = _word(event, "STATUS"), _word(event, "X-MICROSOFT-CDO-BUSYSTATUS")
    if status == "CANCELLED" or _word(event, "TRANSP") == "TRANSPARENT" or shown in _FREE_WORDS:
        return None
    return _WEIGHTS.get(shown) or _WEIGHTS.get(status) or Weight.BUSY


def _word(event: Event, name: str) -> str:
    return str(event.get(name, "")).strip().upper()


def _moment(at: date, zone: str) -> datetime:
    """A date begins at its midnight. What has no zone of its own is read on the owner's wall clock."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return at if at.tzinfo is not None else at.replace(tzinfo=zones.zone(zone))
