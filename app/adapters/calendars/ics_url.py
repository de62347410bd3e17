"""A calendar published as one file at an address: read only, asked with ETag or date (RFC 9110 §13.1)."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from itertools import islice

from app.adapters.calendars.ics import Entry, Unclear, entries, taken
from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.kernel.ics import Appointment
from app.ports.calendars import (
    BadNotice,
    CalendarGone,
    Channel,
    ConsentLost,
    Copy,
    Credentials,
    Item,
    Listed,
    NotACalendar,
    Notice,
    Page,
    Renewed,
    Window,
)
from app.ports.web import Answer, Ask, Web

MOST = 5_000_000
REDIRECTS = 3
AT_ONCE = 200
_REFUSALS: Mapping[int, type[OutsideError]] = {
    HTTPStatus.UNAUTHORIZED: ConsentLost,
    HTTPStatus.FORBIDDEN: ConsentLost,
    HTTPStatus.NOT_FOUND: CalendarGone,
    HTTPStatus.GONE: CalendarGone,
}


class IcsUrlCalendars:
    kind = "ics"
    consent = None
    pushes = False
    writes = False

    def __init__(self, web: Web) -> None:
        self._web = web

    def account(self, credentials: Credentials, renewed: Renewed) -> "IcsUrlAccount":
        del renewed
        return IcsUrlAccount(self._web, credentials["url"])

    def notices(self, headers: Mapping[str, str], body: bytes) -> Sequence[Notice]:
        del headers, body
        raise BadNotice("a file sends no notifications")


class IcsUrlAccount:
    """The cursor is `etag|last-modified|hash`: what of it the server does not give stays empty."""

    def __init__(self, web: Web, url: str) -> None:
        self._web, self._url = web, url

    def calendars(self) -> Sequence[Listed]:
        """Asks for the file, so that an address of something else is told at once."""
        next(entries(self._text(self._got({}))), None)
        return [Listed(id="file", name=self._name(), writable=False, main=True)]

    def changes(self, calendar: str, cursor: str | None, window: Window) -> Iterator[Page]:
        del calendar
        answer = self._got(_conditions(cursor))
        fresh = _cursor(answer)
        if cursor is not None and (answer.status == HTTPStatus.NOT_MODIFIED or _hash(fresh) == _hash(cursor)):
            yield Page(items=(), whole=False, cursor=cursor)
            return
        found = entries(self._text(answer))
        while part := list(islice(found, AT_ONCE)):
            read = [_item(entry, window) for entry in part]
            items = tuple(item for item in read if item is not None)
            yield Page(items=items, whole=True, unread=len(read) - len(items))
        yield Page(items=(), whole=True, cursor=fresh)

    def find(self, calendar: str, uid: str, known: str | None) -> Copy | None:
        del calendar, uid, known
        raise PermanentError("a file cannot be written")

    def put(self, calendar: str, event: Appointment, over: Copy | None) -> Copy:
        del calendar, event, over
        raise PermanentError("a file cannot be written")

    def remove(self, calendar: str, copy: Copy) -> None:
        del calendar, copy
        raise PermanentError("a file cannot be written")

    def watch(self, calendar: str, wanted: Channel, *, url: str) -> Channel:
        del calendar, wanted, url
        raise PermanentError("a file sends no notifications")

    def unwatch(self, channel: Channel) -> None:
        """There is never one."""

    def leave(self) -> None:
        """Nobody let us in."""

    def _name(self) -> str:
        return self._web.place(self._url).host

    def _got(self, conditions: Mapping[str, str]) -> Answer:
        headers = {"Accept": "text/calendar, */*;q=0.1", **conditions}
        answer = self._web.ask(Ask(url=self._url, headers=headers, redirects=REDIRECTS, most=MOST))
        if answer.status in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
            return answer
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TransientError(f"the server answered {answer.status}")
        raise _REFUSALS.get(answer.status, PermanentError)(f"the server answered {answer.status}")

    def _text(self, answer: Answer) -> str:
        if answer.cut:
            raise NotACalendar(f"the file is larger than {MOST // 1_000_000} MB")
        return answer.body.decode("utf-8", "replace")


def _item(entry: Entry, window: Window) -> Item | None:
    """None: nobody understands it."""
    try:
        return Item(key=entry.uid, uid=entry.uid, taken=taken(entry.text, window))
    except Unclear:
        return None


def _conditions(cursor: str | None) -> Mapping[str, str]:
    etag, modified, _ = (cursor or "||").split("|", 2)
    named = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in named.items() if value}


def _cursor(answer: Answer) -> str:
    etag, modified = (answer.headers.get(name, "").replace("|", "") for name in ("etag", "last-modified"))
    return f"{etag}|{modified}|{hashlib.sha256(answer.body).hexdigest()}"


def _hash(cursor: str) -> str:
    return cursor.rpartition("|")[2]
