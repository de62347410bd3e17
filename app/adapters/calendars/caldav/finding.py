"""From the address that somebody typed to their calendars (RFC 6764, RFC 5397, RFC 4791 §6.2.1)."""

from collections.abc import Sequence
from urllib.parse import urljoin

from app.adapters.calendars.caldav import xml
from app.adapters.calendars.caldav.line import Line
from app.adapters.calendars.caldav.xml import CALDAV, DAV, Told
from app.ports.calendars import CalendarGone, Listed, NotACalendar

_WELL_KNOWN = "/.well-known/caldav"
_ASKED = ("resourcetype", "displayname", "current-user-principal", "C:calendar-home-set")
_OF_A_CALENDAR = (
    *("resourcetype", "displayname", "current-user-privilege-set"),
    "C:supported-calendar-component-set",
)
_WRITING = frozenset({f"{DAV}{name}" for name in ("all", "write", "write-content", "bind")})


def calendars(line: Line, address: str, account: str) -> Sequence[Listed]:
    """All calendars that hold events. An address of one calendar gives that one."""
    here = _first(line, address)
    if f"{CALDAV}calendar" in here.kinds():
        return _listed(line, here.path, depth=0, account=account)
    home = here.href(f"{CALDAV}calendar-home-set") or _home(line, address, here)
    return _listed(line, home, depth=1, account=account)


def _home(line: Line, address: str, here: Told) -> str:
    principal = here.href(f"{DAV}current-user-principal")
    if principal is None:
        principal = _first(line, urljoin(address, _WELL_KNOWN)).href(f"{DAV}current-user-principal")
    home = _first(line, principal).href(f"{CALDAV}calendar-home-set") if principal else None
    if home is None:
        raise NotACalendar("there is no CalDAV server at this address")
    return home


def _first(line: Line, url: str) -> Told:
    answer = line.xml("PROPFIND", url, xml.propfind(*_ASKED), depth=0)
    told, _ = xml.read(answer.body, answer.url)
    if not told:
        raise NotACalendar("there is no CalDAV server at this address")
    return told[0]


def _listed(line: Line, url: str, *, depth: int, account: str) -> Sequence[Listed]:
    answer = line.xml("PROPFIND", url, xml.propfind(*_OF_A_CALENDAR), depth=depth)
    told, _ = xml.read(answer.body, answer.url)
    found = [one for one in told if f"{CALDAV}calendar" in one.kinds() and _holds_events(one)]
    if depth == 0 and not found:
        raise CalendarGone("no calendar of events stands there")
    return [_as_listed(answer.url, one, main=place == 0, account=account) for place, one in enumerate(found)]


def _as_listed(base: str, told: Told, *, main: bool, account: str) -> Listed:
    name = told.text(f"{DAV}displayname") or told.path.rstrip("/").rpartition("/")[2]
    privileges = told.properties.get(f"{DAV}current-user-privilege-set")
    writable = privileges is None or any(part.tag in _WRITING for part in privileges.iter())
    # With its host: a large server keeps some people's calendars elsewhere than it was asked.
    address = urljoin(base, told.path)
    return Listed(id=address, name=name, writable=writable, main=main, account=account)


def _holds_events(told: Told) -> bool:
    kinds = told.properties.get(f"{CALDAV}supported-calendar-component-set")
    return kinds is None or len(kinds) == 0 or any(part.get("name") == "VEVENT" for part in kinds)
