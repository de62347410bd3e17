"""WebDAV's XML: questions written, multi-status answers read. Entities and external parts are refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.kernel.errors import PermanentError
from app.ports.calendars import Window

DAV, CALDAV, SERVER = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}", "{http://calendarserver.org/ns/}"
_SPACES = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"'
_UTC = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one resource: its path, its own status if any, and the properties that it has."""

    path: str
    status: int
    properties: Mapping[str, Element]

    def text(self, name: str) -> str:
        found = self.properties.get(name)
        return (found.text or "").strip() if found is not None else ""

    def href(self, name: str) -> str | None:
        found = self.properties.get(name)
        inner = found.find(f"{DAV}href") if found is not None else None
        return inner.text.strip() if inner is not None and inner.text else None

    def kinds(self) -> frozenset[str]:
        found = self.properties.get(f"{DAV}resourcetype")
        return frozenset(child.tag for child in found) if found is not None else frozenset()


def propfind(*names: str) -> str:
    return f"<propfind {_SPACES}><prop>{''.join(f'<{name}/>' for name in names)}</prop></propfind>"


def sync(token: str) -> str:
    """RFC 6578."""
    return (
        f"<sync-collection {_SPACES}><sync-token>{escape(token)}</sync-token><sync-level>1</sync-level>"
        "<prop><getetag/></prop></sync-collection>"
    )


def in_window(window: Window) -> str:
    """The names of all events that touch the window."""
    span = f'start="{window.since:{_UTC}}" end="{window.until:{_UTC}}"'
    return (
        f"<C:calendar-query {_SPACES}><prop><getetag/></prop><C:filter>"
        f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range {span}/>'
        "</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
    )


def multiget(paths: Sequence[str]) -> str:
    hrefs = "".join(f"<href>{escape(path)}</href>" for path in paths)
    asked = "<prop><getetag/><C:calendar-data/></prop>"
    return f"<C:calendar-multiget {_SPACES}>{asked}{hrefs}</C:calendar-multiget>"


def read(body: bytes, base: str) -> tuple[list[Told], str]:
    """Every response of a multi-status answer, and its sync token if it has one."""
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise PermanentError("the answer is no XML that we read") from error
    return list(_told(root, base)), root.findtext(f"{DAV}sync-token", "").strip()


def path_of(base: str, href: str) -> str:
    """One way of writing a path, whichever the server chose this time."""
    return quote(unquote(urlsplit(urljoin(base, href)).path), safe="/~@:+,;=!$&'()*")


def _told(root: Element, base: str) -> Iterator[Told]:
    for response in root.iter(f"{DAV}response"):
        href = response.findtext(f"{DAV}href", "").strip()
        status = _status(response.findtext(f"{DAV}status", ""))
        yield Told(path_of(base, href), status, dict(_properties(response)))


def _properties(response: Element) -> Iterator[tuple[str, Element]]:
    for found in response.iter(f"{DAV}propstat"):
        if _status(found.findtext(f"{DAV}status", "")) in {0, 200}:
            for holder in found.iter(f"{DAV}prop"):
                yield from ((child.tag, child) for child in holder)


def _status(line: str) -> int:
    """Of `HTTP/1.1 404 Not Found`; 0 where none is told."""
    words = line.split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
