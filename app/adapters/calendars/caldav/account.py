"""One person's account on a CalDAV server."""

from collections.abc import Iterator, Sequence

from app.adapters.calendars.caldav import finding, keeping, reading
from app.adapters.calendars.caldav.line import Line
from app.kernel.errors import PermanentError
from app.kernel.ics import Appointment
from app.ports.calendars import Channel, Copy, Credentials, Listed, Page, Window
from app.ports.clock import Clock
from app.ports.web import Web


class CalDavAccount:
    def __init__(self, web: Web, clock: Clock, credentials: Credentials, *, site: str) -> None:
        self._credentials, self._clock, self._site = credentials, clock, site
        self._line = Line(web, credentials)

    def calendars(self) -> Sequence[Listed]:
        return finding.calendars(self._line, self._credentials["url"], self._credentials["username"])

    def changes(self, calendar: str, cursor: str | None, window: Window) -> Iterator[Page]:
        return reading.changes(self._line, calendar, cursor, window)

    def find(self, calendar: str, uid: str, known: str | None) -> Copy | None:
        return keeping.find(self._line, calendar, uid, known)

    def put(self, calendar: str, event: Appointment, over: Copy | None) -> Copy:
        return keeping.put(self._line, calendar, event, over, site=self._site, now=self._clock.now())

    def remove(self, calendar: str, copy: Copy) -> None:
        keeping.remove(self._line, calendar, copy)

    def watch(self, calendar: str, wanted: Channel, *, url: str) -> Channel:
        del calendar, wanted, url
        raise PermanentError("CalDAV servers send no notifications")

    def unwatch(self, channel: Channel) -> None:
        """There is never one."""

    def leave(self) -> None:
        """A password is the person's own: only they can change it."""
