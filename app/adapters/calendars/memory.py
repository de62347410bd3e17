"""Calendars in memory: a company of one process, for tests, and to show how the port is meant."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.kernel.errors import OutsideError, TransientError
from app.kernel.ics import Appointment
from app.ports.calendars import (
    BadNotice,
    ChangedMeanwhile,
    Channel,
    ConsentLost,
    Copy,
    Credentials,
    CursorLost,
    Item,
    Listed,
    Notice,
    Page,
    Permission,
    Renewed,
    Stretch,
    Weight,
    Window,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One event as it stands; `change` tells when it was written last. Not `alive`: it was deleted."""

    start: datetime
    end: datetime
    change: int
    uid: str | None = None
    weight: Weight = Weight.BUSY
    alive: bool = True


@dataclass
class Book:
    """One account: its calendars' events. `open`: we are let in.

    `failures` are raised by the next calls, one each. `lost_answers` writes happen, and nobody hears of it.
    """

    calendars: dict[str, dict[str, Kept]] = field(default_factory=lambda: {"main": {}})
    changes: int = 0
    forgotten: int = 0
    open: bool = True
    channels: dict[str, Channel] = field(default_factory=dict)
    failures: list[OutsideError] = field(default_factory=list)
    lost_answers: int = 0


class MemoryCalendars:
    """`books` by the account's name, all that credentials hold. It may stand in for another kind."""

    pushes = True
    writes = True

    def __init__(self, kind: str = "memory") -> None:
        self.kind = kind
        self.books: dict[str, Book] = {}
        self.opened = 0  # accounts, so far
        self.lock = threading.RLock()
        self.consent = MemoryConsent()

    def account(self, credentials: Credentials, renewed: Renewed) -> "MemoryAccount":
        del renewed
        self.opened += 1
        return MemoryAccount(self, self.book(credentials["account"]))

    def book(self, account: str) -> Book:
        return self.books.setdefault(account, Book())

    def notices(self, headers: Mapping[str, str], body: bytes) -> Sequence[Notice]:
        told = {name.lower(): value for name, value in headers.items()}
        if "x-channel" not in told:
            raise BadNotice("it names no channel")
        number = body.decode()
        channel = told["x-channel"]
        return [Notice(event_id=f"{channel}:{number}", channel=channel, secret=told.get("x-secret", ""))]

    def write(self, account: str, key: str, kept: Kept, calendar: str = "main") -> Kept:
        """What a person does in their calendar."""
        with self.lock:
            book = self.book(account)
            book.changes += 1
            book.calendars[calendar][key] = written = replace(kept, change=book.changes)
            return written

    def delete(self, account: str, key: str, calendar: str = "main") -> None:
        kept = self.book(account).calendars[calendar][key]
        self.write(account, key, replace(kept, alive=False), calendar)


class MemoryConsent:
    """Everybody agrees: the code is the account's name."""

    def address(self, asked: Permission) -> str:
        return f"memory://consent?state={asked.state}&challenge={asked.challenge}&redirect={asked.redirect}"

    def exchange(self, code: str, *, verifier: str, redirect: str) -> Credentials:
        del verifier, redirect
        if code == "denied":
            raise ConsentLost("the code is no good")
        return {"account": code}


class MemoryAccount:
    def __init__(self, company: MemoryCalendars, book: Book) -> None:
        self._company, self._book = company, book

    def calendars(self) -> Sequence[Listed]:
        self._demand_open()
        names = list(self._book.calendars)
        return [Listed(id=name, name=name.title(), writable=True, main=name == "main") for name in names]

    def changes(self, calendar: str, cursor: str | None, window: Window) -> Iterator[Page]:
        self._demand_open()
        since = int(cursor or 0)
        if cursor is not None and since < self._book.forgotten:
            raise CursorLost("forgotten")
        events = self._book.calendars[calendar]
        found = [_item(key, kept, window) for key, kept in list(events.items()) if kept.change > since]
        whole = cursor is None
        shown = [item for item in found if item.taken or not whole]
        yield Page(items=shown, whole=whole, cursor=str(self._book.changes))

    def find(self, calendar: str, uid: str, known: str | None) -> Copy | None:
        self._demand_open()
        kept = self._book.calendars[calendar].get(known or uid)
        return _copy(known or uid, kept) if kept is not None and kept.alive else None

    def put(self, calendar: str, event: Appointment, over: Copy | None) -> Copy:
        self._demand_open()
        with self._company.lock:
            key = over.id if over else event.uid
            self._demand_same(calendar, key, over)
            self._book.changes += 1
            kept = Kept(event.start, event.end, self._book.changes, uid=event.uid)
            self._book.calendars[calendar][key] = kept
        if self._book.lost_answers:
            self._book.lost_answers -= 1
            raise TransientError("the answer was lost")
        return _copy(key, kept)

    def remove(self, calendar: str, copy: Copy) -> None:
        self._demand_open()
        with self._company.lock:
            kept = self._book.calendars[calendar].get(copy.id)
            if kept is None or not kept.alive:
                return
            self._demand_same(calendar, copy.id, copy)
            self._book.changes += 1
            gone = replace(kept, alive=False, change=self._book.changes)
            self._book.calendars[calendar][copy.id] = gone

    def watch(self, calendar: str, wanted: Channel, *, url: str) -> Channel:
        del calendar, url
        self._demand_open()
        self._book.channels[wanted.id] = wanted
        return wanted

    def unwatch(self, channel: Channel) -> None:
        self._book.channels.pop(channel.id, None)

    def leave(self) -> None:
        self._book.open = False

    def _demand_open(self) -> None:
        if self._book.failures:
            raise self._book.failures.pop(0)
        if not self._book.open:
            raise ConsentLost("the account lets us in no longer")

    def _demand_same(self, calendar: str, key: str, over: Copy | None) -> None:
        kept = self._book.calendars[calendar].get(key)
        stands = kept is not None and kept.alive
        if (over is not None) != stands or (over is not None and kept and over.etag != str(kept.change)):
            raise ChangedMeanwhile("it was written meanwhile")


def _item(key: str, kept: Kept, window: Window) -> Item:
    stretch = Stretch(kept.start, kept.end, kept.weight)
    takes = kept.alive and window.touches(stretch)
    return Item(key=key, uid=kept.uid, taken=(stretch,) if takes else ())


def _copy(key: str, kept: Kept) -> Copy:
    return Copy(id=key, etag=str(kept.change), start=kept.start, end=kept.end)
