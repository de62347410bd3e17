"""The calendars port over CalDAV: an address, a user name and a password."""

from collections.abc import Mapping, Sequence

from app.adapters.calendars.caldav.account import CalDavAccount
from app.ports.calendars import BadNotice, Credentials, Notice, Renewed
from app.ports.clock import Clock
from app.ports.web import Web


class CalDavCalendars:
    kind = "caldav"
    consent = None
    pushes = False
    writes = True

    def __init__(self, web: Web, clock: Clock, *, site: str) -> None:
        self._web, self._clock, self._site = web, clock, site

    def account(self, credentials: Credentials, renewed: Renewed) -> CalDavAccount:
        del renewed  # a password stays the same
        return CalDavAccount(self._web, self._clock, credentials, site=self._site)

    def notices(self, headers: Mapping[str, str], body: bytes) -> Sequence[Notice]:
        del headers, body
        raise BadNotice("CalDAV servers send no notifications")
