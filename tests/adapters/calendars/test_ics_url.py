"""A file at somebody's address: asked politely, bounded, never followed inside."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.adapters.calendars import ics_url
from app.adapters.calendars.ics_url import IcsUrlAccount, IcsUrlCalendars
from app.adapters.http.guarded import GuardedWeb, Times
from app.kernel import urls
from app.kernel.errors import TransientError
from app.ports.calendars import CalendarGone, ConsentLost, NotACalendar, Page, Window
from app.ports.web import OutOfBounds
from tests.contracts.calendars.outsides import event_text
from tests.servers.web import Says, Site, web_server

WINDOW = Window(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 31, tzinfo=UTC), "Europe/Berlin")
TEXT = event_text("one", datetime(2027, 3, 2, 9, tzinfo=UTC), datetime(2027, 3, 2, 10, tzinfo=UTC)).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with web_server() as made:
        yield made


def account(site: Site, *, whole: float = 15.0) -> IcsUrlAccount:
    web = GuardedWeb(urls.ANYWHERE, times=Times(whole=whole))
    url = f"http://127.0.0.1:{site.port}/a.ics"
    return IcsUrlCalendars(web).account({"url": url}, lambda _: None)


def read(account: IcsUrlAccount, cursor: str | None = None) -> list[Page]:
    return list(account.changes("file", cursor, WINDOW))


@pytest.mark.parametrize(
    "header",
    [
        ("ETag", '"1"', "if-none-match"),
        ("Last-Modified", "Mon, 01 Feb 2027 10:00:00 GMT", "if-modified-since"),
    ],
)
def test_an_unchanged_file_is_not_sent_again(site: Site, header: tuple[str, str, str]) -> None:
    name, value, condition = header
    site.says = lambda asked: (
        Says(304) if asked.headers.get(condition) == value else Says(body=TEXT, headers={name: value})
    )

    first = read(account(site))
    second = read(account(site), first[-1].cursor)

    assert [len(page.items) for page in first] == [1, 0]
    assert [(page.items, page.whole, page.cursor) for page in second] == [((), False, first[-1].cursor)]


def test_a_server_that_knows_no_conditions_is_read_once_too(site: Site) -> None:
    site.says = lambda _: Says(body=TEXT)

    first = read(account(site))
    second = read(account(site), first[-1].cursor)

    assert not second[0].whole
    assert second[0].cursor == first[-1].cursor


def test_a_file_without_end_is_cut(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics_url, "MOST", 10_000)
    site.says = lambda _: Says(body=b"BEGIN:VCALENDAR\r\n" + b"X-A:" + b"a" * 20_000)

    with pytest.raises(NotACalendar):
        read(account(site))


def test_a_file_that_drips_is_given_up(site: Site) -> None:
    site.says = lambda _: Says(body=TEXT, drip=0.05)

    with pytest.raises(TransientError):
        read(account(site, whole=0.3))


@pytest.mark.parametrize("body", [b"<html><body>Sign in</body></html>", b"", b"\xff\xfe\x00", b"{}"])
def test_what_is_no_calendar_is_said_at_once(site: Site, body: bytes) -> None:
    site.says = lambda _: Says(body=body)

    with pytest.raises(NotACalendar):
        account(site).calendars()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, ConsentLost),
        (403, ConsentLost),
        (404, CalendarGone),
        (410, CalendarGone),
        (429, TransientError),
        (500, TransientError),
    ],
)
def test_what_a_status_means(site: Site, status: int, error: type[Exception]) -> None:
    site.says = lambda _: Says(status)

    with pytest.raises(error):
        read(account(site))


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "https://[::1]/",
        "file:///etc/passwd",
    ],
)
def test_an_address_inside_is_never_asked(address: str) -> None:
    guarded = IcsUrlCalendars(GuardedWeb()).account({"url": address}, lambda _: None)

    with pytest.raises(OutOfBounds):
        guarded.calendars()


def test_a_redirection_inside_is_not_followed(site: Site) -> None:
    """Our own page redirects to a name that stands for this machine; only the first host is let through."""
    site.says = lambda _: Says(302, headers={"Location": f"http://inside.example:{site.port}/secret"})
    addresses = {"outside.example": "127.0.0.1", "inside.example": "127.0.0.2"}
    reach = replace(urls.ANYWHERE, admits=lambda address: str(address) != "127.0.0.2")
    guard = GuardedWeb(reach, lookup=lambda host, _: [addresses[host]])
    led = IcsUrlCalendars(guard).account({"url": f"http://outside.example:{site.port}/"}, lambda _: None)

    with pytest.raises(OutOfBounds):
        led.calendars()

    assert [one.path for one in site.asked] == ["/"]


def test_numbers_of_unreadable_events_are_told(site: Site) -> None:
    bad = b"BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:never\r\nEND:VEVENT\r\nEND:VCALENDAR"
    site.says = lambda _: Says(body=TEXT.replace(b"END:VCALENDAR", bad))

    pages = read(account(site))

    assert [(len(page.items), page.unread) for page in pages] == [(1, 1), (0, 0)]
