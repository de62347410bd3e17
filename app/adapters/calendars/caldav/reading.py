"""What changed in a calendar: by its sync token (RFC 6578), else by its ctag and all of it."""

from collections.abc import Iterator, Sequence

from app.adapters.calendars.caldav import xml
from app.adapters.calendars.caldav.line import Line, refusal
from app.adapters.calendars.caldav.xml import CALDAV, DAV, SERVER, Told
from app.adapters.calendars.ics import Unclear, entries, taken
from app.ports.calendars import CursorLost, Item, NotACalendar, Page, Window

AT_ONCE = 50
_BY_TOKEN, _BY_TAG = "sync:", "ctag:"
_NO_TOKEN = frozenset({400, 403, 409, 410, 412, 507})  # what servers say of a token that they forgot
_GONE, _MORE = 404, 507


def changes(line: Line, calendar: str, cursor: str | None, window: Window) -> Iterator[Page]:
    if cursor is None:
        yield from _everything(line, calendar, window)
    elif cursor.startswith(_BY_TOKEN):
        yield from _since(line, calendar, cursor.removeprefix(_BY_TOKEN), window)
    else:
        yield from _by_tag(line, calendar, cursor, window)


def _everything(line: Line, calendar: str, window: Window) -> Iterator[Page]:
    """The cursor first: what changes while we read is told again afterwards."""
    cursor = _cursor(line, calendar)
    answer = line.xml("REPORT", calendar, xml.in_window(window), depth=1)
    told, _ = xml.read(answer.body, answer.url)
    yield from _pages(line, calendar, [one.path for one in told], window, whole=True)
    yield Page(items=(), whole=True, cursor=cursor)


def _cursor(line: Line, calendar: str) -> str:
    answer = line.xml("PROPFIND", calendar, xml.propfind("sync-token", "S:getctag"), depth=0)
    told, _ = xml.read(answer.body, answer.url)
    token = told[0].text(f"{DAV}sync-token") if told else ""
    return _BY_TOKEN + token if token else _BY_TAG + (told[0].text(f"{SERVER}getctag") if told else "")


def _by_tag(line: Line, calendar: str, cursor: str, window: Window) -> Iterator[Page]:
    if cursor != _BY_TAG and _cursor(line, calendar) == cursor:
        yield Page(items=(), whole=False, cursor=cursor)
    else:
        yield from _everything(line, calendar, window)


def _since(line: Line, calendar: str, token: str, window: Window) -> Iterator[Page]:
    """A server may tell a part at a time: it names itself with 507 then, and goes on from its new token."""
    headers = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
    more = True
    while more:
        answer = line.ask("REPORT", calendar, xml.sync(token), headers=headers)
        if answer.status in _NO_TOKEN:
            raise CursorLost("the server forgot the sync token")
        if answer.status != 207:  # noqa: PLR2004 - Multi-Status
            raise refusal(answer)
        told, token = xml.read(answer.body, answer.url)
        more = any(one.status == _MORE for one in told)
        own = xml.path_of(calendar, "")
        events = [one for one in told if one.path.rstrip("/") != own.rstrip("/")]
        gone = tuple(Item(key=one.path) for one in events if one.status == _GONE)
        standing = [one.path for one in events if one.status != _GONE]
        yield from _pages(line, calendar, standing, window, whole=False)
        yield Page(items=gone, whole=False, cursor=None if more else _BY_TOKEN + token)


def _pages(line: Line, calendar: str, paths: Sequence[str], window: Window, *, whole: bool) -> Iterator[Page]:
    for place in range(0, len(paths), AT_ONCE):
        answer = line.xml("REPORT", calendar, xml.multiget(paths[place : place + AT_ONCE]), depth=1)
        told, _ = xml.read(answer.body, answer.url)
        read = [_item(one, window) for one in told]
        items = tuple(item for item in read if item is not None)
        yield Page(items=items, whole=whole, unread=len(read) - len(items))


def _item(told: Told, window: Window) -> Item | None:
    """None: nobody understands it."""
    text = told.text(f"{CALDAV}calendar-data")
    if told.status == _GONE or not text:
        return Item(key=told.path)
    try:
        found = list(entries(text))
        stretches = [stretch for entry in found for stretch in taken(entry.text, window)]
    except (NotACalendar, Unclear):
        return None
    return Item(key=told.path, uid=found[0].uid if found else None, taken=tuple(stretches))
