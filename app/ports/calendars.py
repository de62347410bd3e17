"""Outside calendars: reading what takes time there, and keeping our own events in them.

A company lists its events page by page and hands out a cursor; from there on it tells what changed. Events of
series are told as occurrences: what each one takes, in instants. A window bounds all of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.kernel.ics import Appointment

Credentials = Mapping[str, str]
Renewed = Callable[[Credentials], None]


class ConsentLost(PermanentError):  # noqa: N818 - reads as what it is
    """The company no longer lets us in: consent withdrawn, password changed, account closed."""


class CalendarGone(PermanentError):  # noqa: N818
    """There is no such calendar there, or none that we may see."""


class NotACalendar(PermanentError):  # noqa: N818
    """What stands at the address is no calendar."""


class CursorLost(OutsideError):  # noqa: N818
    """The company has forgotten this cursor: read everything anew."""


class ChangedMeanwhile(TransientError):  # noqa: N818
    """The event is no longer the one that was read: read it again, then decide again."""


class Busy(TransientError):  # noqa: N818
    """The company asks for a pause."""

    def __init__(self, reason: str, pause: timedelta) -> None:
        super().__init__(reason)
        self.pause = pause


class BadNotice(Exception):  # noqa: N818
    """The notification is forged or damaged."""


class Weight(StrEnum):
    """How an event takes its time. What is free takes none and is never told."""

    BUSY = "busy"
    TENTATIVE = "tentative"  # marked so, or an invitation that waits for an answer
    AWAY = "away"  # out of office


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one occurrence takes: `[start, end)`, both aware."""

    start: datetime
    end: datetime
    weight: Weight = Weight.BUSY
    whole_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An event as it stands now, all its occurrences in the window. Free or gone: it takes nothing.

    `key` is its name in that calendar, `uid` the one that it was made with, as far as that is told.
    """

    key: str
    uid: str | None = None
    taken: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`whole`: this round tells all there is, so that whatever it does not name is gone.

    `cursor` stands on the last page alone. `unread` counts events that could not be understood.
    """

    items: Sequence[Item]
    whole: bool
    cursor: str | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """What is read. Whole days and times without a zone are those of `zone`."""

    since: datetime
    until: datetime
    zone: str

    def touches(self, stretch: Stretch) -> bool:
        return stretch.start < self.until and self.since < stretch.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One calendar of an account. `account` names whose it is, as far as the company says."""

    id: str
    name: str
    writable: bool
    main: bool = False
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Our event as it stands there. `body` is the company's own form of it, for the adapter alone."""

    id: str
    etag: str
    start: datetime
    end: datetime
    body: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A push subscription for one calendar. `secret` comes back in each notification."""

    id: str
    secret: str
    resource: str = ""
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A verified notification, only a hint. `renew`: the channel itself needs care."""

    event_id: str
    channel: str
    secret: str
    renew: bool = False


class Account(Protocol):
    """One account at a company, opened with somebody's credentials. Every call goes outside.

    All raise ConsentLost, Busy, and TransientError or PermanentError.
    """

    def calendars(self) -> Sequence[Listed]: ...

    def changes(self, calendar: str, cursor: str | None, window: Window) -> Iterator[Page]:
        """What changed since the cursor; without one, all there is. Raises CursorLost, CalendarGone."""
        ...

    def find(self, calendar: str, uid: str, known: str | None) -> Copy | None:
        """Our event as it stands there. `known` is its id, where we learned it."""
        ...

    def put(self, calendar: str, event: Appointment, over: Copy | None) -> Copy:
        """Write our event over that copy, or anew. A repeat makes no second one. Raises ChangedMeanwhile."""
        ...

    def remove(self, calendar: str, copy: Copy) -> None:
        """Take our event out. Gone already: all is well. Raises ChangedMeanwhile."""
        ...

    def watch(self, calendar: str, wanted: Channel, *, url: str) -> Channel:
        """Ask to be told of changes at `url`. What we get may have another id, or a shorter life."""
        ...

    def unwatch(self, channel: Channel) -> None:
        """Gone already: all is well."""
        ...

    def leave(self) -> None:
        """Have the company forget that it ever let us in, as far as it can."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Where to send somebody for their consent: with PKCE (RFC 7636) and a state that is theirs alone."""

    state: str
    challenge: str
    redirect: str


class Consent(Protocol):
    """OAuth 2.0 at one company (RFC 6749, RFC 9700)."""

    def address(self, asked: Permission) -> str: ...

    def exchange(self, code: str, *, verifier: str, redirect: str) -> Credentials:
        """Turn the code that came back into credentials. Raises ConsentLost: the code is no good."""
        ...


class Calendars(Protocol):
    """One kind of outside calendar."""

    @property
    def kind(self) -> str:
        """Stands in a connection's row and in the webhook's address."""
        ...

    @property
    def consent(self) -> Consent | None:
        """None: the account opens with an address and a password."""
        ...

    @property
    def pushes(self) -> bool: ...

    @property
    def writes(self) -> bool: ...

    def account(self, credentials: Credentials, renewed: Renewed) -> Account:
        """Open an account; asks nobody yet. `renewed` is handed credentials that take the place of these."""
        ...

    def notices(self, headers: Mapping[str, str], body: bytes) -> Sequence[Notice]:
        """Read what a webhook brought. The secrets are still to be compared. Raises BadNotice."""
        ...
