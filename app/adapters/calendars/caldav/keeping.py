"""Our events on a CalDAV server: a resource each, named by its UID, guarded by ETags (RFC 4791 §5.3)."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urljoin

from icalendar import Calendar

from app.adapters.calendars.caldav import xml
from app.adapters.calendars.caldav.line import Line, refusal
from app.kernel import ics
from app.kernel.errors import PermanentError
from app.ports.calendars import ChangedMeanwhile, Copy
from app.ports.web import Answer

_TEXT = "text/calendar; charset=utf-8"
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def find(line: Line, calendar: str, uid: str, known: str | None) -> Copy | None:
    url = urljoin(calendar, known) if known else place(calendar, uid)
    answer = line.ask("GET", url)
    if answer.status in _GONE:
        return None
    if answer.status != HTTPStatus.OK:
        raise refusal(answer)
    return _copy(calendar, answer, uid)


def put(
    line: Line, calendar: str, told: ics.Appointment, over: Copy | None, *, site: str, now: datetime
) -> Copy:
    url = urljoin(calendar, over.id) if over else place(calendar, told.uid)
    text = _written(told, over, site=site, now=now)
    answer = line.ask("PUT", url, text, headers={"Content-Type": _TEXT, **_guard(over)})
    if answer.status in {HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT}:
        raise ChangedMeanwhile("somebody else wrote this event")
    if answer.status not in {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT}:
        raise refusal(answer)
    if etag := answer.headers.get("etag"):
        return Copy(id=xml.path_of(calendar, url), etag=etag, start=told.start, end=told.end, body=text)
    # No ETag: the server keeps other words than ours (RFC 4791 §5.3.4).
    written = find(line, calendar, told.uid, xml.path_of(calendar, url))
    if written is None:
        raise ChangedMeanwhile("the event was taken away at once")
    return written


def remove(line: Line, calendar: str, copy: Copy) -> None:
    answer = line.ask("DELETE", urljoin(calendar, copy.id), headers=_guard(copy))
    if answer.status not in _GONE and not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        raise refusal(answer)


def place(calendar: str, uid: str) -> str:
    return f"{calendar.rstrip('/')}/{quote(uid, safe='@')}.ics"


def _guard(over: Copy | None) -> Mapping[str, str]:
    """Without an ETag nothing guards a copy: rare servers give none."""
    if over is None:
        return {"If-None-Match": "*"}
    return {"If-Match": over.etag} if over.etag else {}


def _written(told: ics.Appointment, over: Copy | None, *, site: str, now: datetime) -> str:
    """Our words over what stands there: alarms and whatever else its owner added stay."""
    mine = ics.vevent(told, now=now, quiet=True)
    if over is None:
        calendar = ics.wrapper(site)
        calendar.add_component(mine)
    else:
        calendar, event = _ours(over.body, told.uid)
        for name in ics.OURS:
            event.pop(name, None)
        event.update(mine)
    text: bytes = calendar.to_ical()
    return text.decode()


def _copy(calendar: str, answer: Answer, uid: str) -> Copy:
    text = answer.body.decode("utf-8", "replace")
    _, event = _ours(text, uid)
    return Copy(
        id=xml.path_of(calendar, answer.url),
        etag=answer.headers.get("etag", ""),
        start=_moment(event.start),
        end=_moment(event.end),
        body=text,
    )


def _ours(text: str, uid: str) -> tuple[Calendar, Any]:
    try:
        calendar = Calendar.from_ical(text)
        return calendar, next(event for event in calendar.walk("VEVENT") if event.get("UID") == uid)
    except (ValueError, StopIteration) as error:
        raise PermanentError("another event stands where ours was") from error


def _moment(at: object) -> datetime:
    """Whatever its owner made of it: a whole day begins at midnight, and what has no zone is read as UTC."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())  # type: ignore[arg-type]  # a date
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
