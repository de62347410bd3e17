"""Every kind of calendar that the contract suite is run over. A new adapter joins by one more entry."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.adapters.calendars.caldav import CalDavCalendars
from app.adapters.calendars.google.adapter import SCOPES as GOOGLE_SCOPES
from app.adapters.calendars.ics_url import IcsUrlCalendars
from app.adapters.calendars.memory import Kept, MemoryCalendars
from app.adapters.calendars.microsoft.adapter import SCOPES as MICROSOFT_SCOPES
from app.adapters.clock.system import SystemClock
from app.adapters.http.guarded import GuardedWeb
from app.kernel import urls
from app.ports.calendars import Account, Calendars
from tests.servers.google.server import google_server
from tests.servers.microsoft import books as microsoft_books
from tests.servers.microsoft.server import microsoft_server
from tests.servers.radicale import Radicale, radicale_server
from tests.servers.web import Asked, Says, web_server

ADA = "ada@example.com"


@dataclass
class Outside:
    """An account of ours, and what its owner does with their own program at the other side."""

    calendars: Calendars
    account: Account
    calendar: str
    make: Callable[[str, datetime, datetime], str]
    move: Callable[[str, datetime, datetime], None]
    delete: Callable[[str], None]
    forget: Callable[[], None]
    withdraw: Callable[[], None]


def event_text(uid: str, start: datetime, end: datetime) -> str:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//a person//EN",
        *_event(uid, start, end),
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines)


def _event(uid: str, start: datetime, end: datetime) -> tuple[str, ...]:
    edges = (f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}")
    return ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *edges, "SUMMARY:Private", "END:VEVENT")


def moved_text(text: str, start: datetime, end: datetime) -> str:
    """What a calendar program writes back when somebody drags an event."""
    edges = {"DTSTART": start, "DTEND": end}
    lines = [
        f"{word}:{edges[word]:%Y%m%dT%H%M%SZ}" if (word := line.partition(":")[0]) in edges else line
        for line in text.splitlines()
    ]
    return "\r\n".join([*lines, ""])


@contextmanager
def _memory() -> Iterator[Outside]:
    company = MemoryCalendars()
    book = company.book(ADA)

    def make(key: str, start: datetime, end: datetime) -> str:
        company.write(ADA, key, Kept(start, end, 0))
        return key

    def move(key: str, start: datetime, end: datetime) -> None:
        company.write(ADA, key, replace(book.calendars["main"][key], start=start, end=end))

    yield Outside(
        company,
        company.account({"account": ADA}, lambda _: None),
        "main",
        make,
        move,
        lambda key: company.delete(ADA, key),
        lambda: setattr(book, "forgotten", book.changes + 1),
        lambda: setattr(book, "open", False),
    )


@contextmanager
def _caldav() -> Iterator[Outside]:
    with radicale_server() as server:
        yield at_radicale(server, "work")


def at_radicale(server: Radicale, name: str) -> Outside:
    calendars = CalDavCalendars(GuardedWeb(urls.ANYWHERE), SystemClock(), site="BookMyTime")
    address = server.make(name)

    def make(key: str, start: datetime, end: datetime) -> str:
        status, _ = server.ask("PUT", f"{address}{key}.ics", event_text(key, start, end))
        assert status in {201, 204}
        return f"/ada/{name}/{key}.ics"

    def move(key: str, start: datetime, end: datetime) -> None:
        _, text = server.ask("GET", key)
        assert server.ask("PUT", key, moved_text(text, start, end))[0] in {201, 204}

    def withdraw() -> None:
        server.kill()
        server.start(password="another")

    return Outside(
        calendars,
        calendars.account(server.credentials, lambda _: None),
        address,
        make,
        move,
        lambda key: _good(server.ask("DELETE", key)[0]),
        lambda: _forget_tokens(server),
        withdraw,
    )


def _forget_tokens(server: Radicale) -> None:
    for token in server.folder.glob("data/**/.Radicale.cache/sync-token/*"):
        token.unlink()


def _good(status: int) -> None:
    assert status < 300


@contextmanager
def _google() -> Iterator[Outside]:
    with google_server() as town:
        town.page = 3
        calendars = town.calendars(SystemClock())
        main = town.books.add(ADA, "work", primary=True)
        credentials = town.desk.credentials(ADA, frozenset(GOOGLE_SCOPES))

        def write(key: str, start: datetime, end: datetime) -> str:
            edges = {"start": start, "end": end}
            town.written(main, key, {name: {"dateTime": at.isoformat()} for name, at in edges.items()})
            return key

        yield Outside(
            calendars,
            calendars.account(credentials, lambda _: None),
            main.id,
            write,
            lambda key, start, end: str(write(key, start, end)) and None,
            lambda key: town.written(main, key, {"status": "cancelled"}) and None,
            lambda: setattr(town.books, "forgotten", main.changes + 1),
            lambda: town.desk.withdraw(ADA),
        )
        assert town.misfits == []


@contextmanager
def _microsoft() -> Iterator[Outside]:
    with microsoft_server() as town:
        town.page = 3
        calendars = town.calendars(SystemClock())
        main = town.books.add(ADA, "work", default=True)
        held: list[Any] = [town.desk.credentials(ADA, frozenset(MICROSOFT_SCOPES))]

        def write(key: str, start: datetime, end: datetime) -> str:
            edges = {"start": microsoft_books.edge(start), "end": microsoft_books.edge(end)}
            town.written(main.id, key, edges)
            return key

        yield Outside(
            calendars,
            calendars.account(held[0], held.append),
            main.id,
            write,
            lambda key, start, end: str(write(key, start, end)) and None,
            lambda key: town.written(main.id, key, {"_removed": True}) and None,
            lambda: setattr(town.books, "forgotten", town.books.changes + 1),
            lambda: town.desk.withdraw(ADA),
        )


@contextmanager
def _ics() -> Iterator[Outside]:
    """A file that is written anew at each change. Nothing can be forgotten: there is no cursor over there."""
    events: dict[str, tuple[datetime, datetime]] = {}
    status = [200]

    def says(_: Asked) -> Says:
        parts = [line for key, edges in events.items() for line in _event(key, *edges)]
        text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""])
        return Says(status=status[0], body=text.encode())

    def write(key: str, start: datetime, end: datetime) -> str:
        events[key] = start, end
        return key

    with web_server() as site:
        site.says = says
        calendars = IcsUrlCalendars(GuardedWeb(urls.ANYWHERE))
        credentials = {"url": f"http://127.0.0.1:{site.port}/a.ics"}
        yield Outside(
            calendars,
            calendars.account(credentials, lambda _: None),
            "file",
            write,
            lambda key, start, end: str(write(key, start, end)) and None,
            lambda key: events.pop(key) and None,
            lambda: None,
            lambda: status.__setitem__(0, 401),
        )


OUTSIDES: dict[str, Callable[[], AbstractContextManager[Outside]]] = {
    "memory": _memory,
    "caldav": _caldav,
    "google": _google,
    "microsoft": _microsoft,
    "ics": _ics,
}
WRITABLE = tuple(name for name in OUTSIDES if name != "ics")


@contextmanager
def outside_of(request: pytest.FixtureRequest) -> Iterator[Outside]:
    with OUTSIDES[request.param]() as made:
        yield made


def at(hour: int, *, day: int = 2) -> datetime:
    return datetime(2027, 3, day, hour, tzinfo=UTC)
