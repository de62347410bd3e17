"""What is particular to each company: pauses, tokens, series, and Google's own description of our calls."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.adapters.calendars.google import GoogleCalendars
from app.adapters.calendars.google.adapter import SCOPES
from app.adapters.calendars.microsoft.adapter import SCOPES as MICROSOFT_SCOPES
from app.adapters.clock.system import SystemClock
from app.kernel.errors import PermanentError, TransientError
from app.kernel.ics import Appointment
from app.ports.calendars import (
    Account,
    Busy,
    Channel,
    ConsentLost,
    Item,
    Permission,
    Weight,
    Window,
)
from tests.servers.google import rules
from tests.servers.google.server import Google, google_server
from tests.servers.microsoft import books
from tests.servers.microsoft.server import Microsoft, microsoft_server

ADA = "ada@example.com"
NINE = datetime(2027, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
WINDOW = Window(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 31, tzinfo=UTC), "Europe/Berlin")


@pytest.fixture
def google() -> Iterator[Google]:
    with google_server() as town:
        town.books.add(ADA, "work", primary=True)
        yield town


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    with microsoft_server() as town:
        town.books.add(ADA, "work", default=True)
        yield town


def at_google(town: Google, kept: list[object] | None = None) -> Account:
    credentials = town.desk.credentials(ADA, frozenset(SCOPES))
    return town.calendars(SystemClock()).account(credentials, (kept if kept is not None else []).append)


def at_microsoft(town: Microsoft) -> Account:
    credentials = town.desk.credentials(ADA, frozenset(MICROSOFT_SCOPES))
    return town.calendars(SystemClock()).account(credentials, lambda _: None)


def items(account: Account, calendar: str) -> dict[str, Item]:
    pages = account.changes(calendar, None, WINDOW)
    return {item.key: item for page in pages for item in page.items}


def google_event(town: Google, key: str, **more: object) -> None:
    (calendar,) = town.books.calendars.values()
    edges = {"start": {"dateTime": NINE.isoformat()}, "end": {"dateTime": (NINE + HOUR).isoformat()}}
    town.written(calendar, key, {**edges, **more})


@pytest.mark.parametrize(
    ("event", "weight"),
    [
        ({}, Weight.BUSY),
        ({"status": "tentative"}, Weight.TENTATIVE),
        ({"transparency": "transparent"}, None),
        ({"eventType": "outOfOffice"}, Weight.AWAY),
        ({"eventType": "workingLocation"}, None),
        ({"eventType": "birthday"}, None),
        ({"eventType": "focusTime"}, Weight.BUSY),
        ({"attendees": [{"self": True, "responseStatus": "declined"}]}, None),
        ({"attendees": [{"self": True, "responseStatus": "needsAction"}]}, Weight.TENTATIVE),
        ({"attendees": [{"self": True, "responseStatus": "accepted"}]}, Weight.BUSY),
    ],
)
def test_what_counts_at_google(google: Google, event: dict[str, object], weight: Weight | None) -> None:
    google_event(google, "one", **event)

    found = items(at_google(google), "work@google.example")["one"]

    assert [stretch.weight for stretch in found.taken] == ([weight] if weight else [])


@pytest.mark.parametrize(
    ("event", "weight"),
    [
        ({"showAs": "busy"}, Weight.BUSY),
        ({"showAs": "tentative"}, Weight.TENTATIVE),
        ({"showAs": "oof"}, Weight.AWAY),
        ({"showAs": "free"}, None),
        ({"showAs": "workingElsewhere"}, None),
        ({"isCancelled": True}, None),
        ({"responseStatus": {"response": "declined"}}, None),
        ({"responseStatus": {"response": "notResponded"}}, Weight.TENTATIVE),
    ],
)
def test_what_counts_at_microsoft(
    microsoft: Microsoft, event: dict[str, object], weight: Weight | None
) -> None:
    (calendar,) = microsoft.books.calendars
    edges = {"start": books.edge(NINE), "end": books.edge(NINE + HOUR)}
    microsoft.written(calendar, "one", {**edges, **event})

    found = items(at_microsoft(microsoft), calendar)["one"]

    assert [stretch.weight for stretch in found.taken] == ([weight] if weight else [])


def test_a_whole_day_is_the_owners_at_both(google: Google, microsoft: Microsoft) -> None:
    google_event(google, "day", start={"date": "2027-03-05"}, end={"date": "2027-03-06"})
    (calendar,) = microsoft.books.calendars
    midnights = {
        "start": books.edge(datetime(2027, 3, 5, tzinfo=UTC)),
        "end": books.edge(datetime(2027, 3, 6, tzinfo=UTC)),
    }
    microsoft.written(calendar, "day", {**midnights, "isAllDay": True})

    for account, where in ((at_google(google), "work@google.example"), (at_microsoft(microsoft), calendar)):
        (stretch,) = items(account, where)["day"].taken
        assert stretch.whole_day
        assert stretch.start.astimezone(UTC) == datetime(2027, 3, 4, 23, tzinfo=UTC)


def test_a_series_is_told_by_its_occurrences(google: Google, microsoft: Microsoft) -> None:
    google_event(google, "weekly", recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
    (calendar,) = microsoft.books.calendars
    edges = {"start": books.edge(NINE), "end": books.edge(NINE + HOUR)}
    microsoft.written(
        calendar, "weekly", {**edges, "_rule": "RRULE:FREQ=WEEKLY;COUNT=3", "showAs": "tentative"}
    )

    for account, where, weight in (
        (at_google(google), "work@google.example", Weight.BUSY),
        (at_microsoft(microsoft), calendar, Weight.TENTATIVE),
    ):
        taken = sorted(
            (one.start, one.weight) for item in items(account, where).values() for one in item.taken
        )
        assert taken == [(NINE + timedelta(weeks=week), weight) for week in range(3)]


def test_an_occurrence_asks_for_its_series_where_the_round_does_not_tell_it(microsoft: Microsoft) -> None:
    microsoft.page = 1
    (calendar,) = microsoft.books.calendars
    edges = {"start": books.edge(NINE), "end": books.edge(NINE + HOUR)}
    microsoft.written(calendar, "weekly", {**edges, "_rule": "RRULE:FREQ=WEEKLY;COUNT=2", "showAs": "oof"})

    found = items(at_microsoft(microsoft), calendar)

    assert {one.weight for item in found.values() for one in item.taken} == {Weight.AWAY}


def test_a_busy_company_says_for_how_long(google: Google, microsoft: Microsoft) -> None:
    for town, account, calendar in (
        (google, at_google(google), "work@google.example"),
        (microsoft, at_microsoft(microsoft), next(iter(microsoft.books.calendars))),
    ):
        town.faults.add("busy", "GET")
        with pytest.raises(Busy) as told:
            items(account, calendar)
        assert told.value.pause == timedelta(seconds=7)
        town.faults.add("error", "GET")
        with pytest.raises(TransientError):
            items(account, calendar)
        assert items(account, calendar) == {}


def test_a_lost_answer_is_found_again(google: Google, microsoft: Microsoft) -> None:
    booked = Appointment(uid="7@book.example", sequence=1, start=NINE, end=NINE + HOUR, title="Lesson")
    for town, account, calendar in (
        (google, at_google(google), "work@google.example"),
        (microsoft, at_microsoft(microsoft), next(iter(microsoft.books.calendars))),
    ):
        town.faults.add("cut", "POST .*/events")
        with pytest.raises(TransientError):
            account.put(calendar, booked, None)
        found = account.find(calendar, booked.uid, None)
        assert found is not None
        assert found.start == NINE
        assert len(items(account, calendar)) == 1


def test_a_token_that_ran_out_is_renewed(google: Google) -> None:
    kept: list[object] = []
    account = at_google(google, kept)
    google.desk.access.clear()

    assert items(account, "work@google.example") == {}
    assert len(kept) == 1


def test_a_wrong_client_secret_is_nobodys_lost_consent(google: Google) -> None:
    wrong = GoogleCalendars("our-client", "another secret", SystemClock(), elsewhere=google.url)
    credentials = google.desk.credentials(ADA, frozenset(SCOPES))
    google.desk.access.clear()

    with pytest.raises(TransientError):
        items(wrong.account(credentials, lambda _: None), "work@google.example")


def test_a_code_is_good_with_its_verifier_alone(google: Google) -> None:
    consent = google.calendars(SystemClock()).consent
    asked = consent.address(
        Permission(state="s", challenge="not-its-challenge", redirect="https://book.example/back")
    )
    back = google.desk.agree(asked, ADA)
    code = back.partition("code=")[2].partition("&")[0]

    with pytest.raises(ConsentLost):
        consent.exchange(code, verifier="a guess", redirect="https://book.example/back")


def test_google_is_asked_for_what_its_own_description_allows(google: Google) -> None:
    """Every call of ours, held against the description by the imitation: parameters, fields, scopes."""
    account = at_google(google)
    calendar = "work@google.example"
    booked = Appointment(
        uid="7@book.example",
        sequence=1,
        start=NINE,
        end=NINE + HOUR,
        title="Lesson",
        link="https://meet.example/a",
    )
    channel = Channel(id="c1", secret="s", expires_at=datetime.now(UTC) + timedelta(days=2))

    account.calendars()
    copy = account.put(calendar, booked, None)
    account.put(calendar, booked, copy)
    changes = list(account.changes(calendar, None, WINDOW))
    list(account.changes(calendar, changes[-1].cursor, WINDOW))
    account.unwatch(account.watch(calendar, channel, url="http://127.0.0.1:9/"))
    found = account.find(calendar, booked.uid, None)
    assert found is not None
    account.remove(calendar, found)

    assert google.misfits == []
    asked = {(call.partition(" ")[0], call.partition("/v3/")[2].split("/")[-1]) for call in google.asked}
    assert {("POST", "watch"), ("POST", "stop"), ("GET", "calendarList"), ("GET", "events")} <= asked


def test_no_smaller_scopes_would_do() -> None:
    allowed = {name: set(call["scopes"]) for name, call in rules.document()["calls"].items()}
    listing, events = SCOPES

    assert all(listing in scopes or events in scopes for scopes in allowed.values())
    assert not allowed["calendarList.list"] & {events}
    assert listing not in allowed["events.insert"]


def test_a_link_of_microsofts_leads_to_microsoft_alone(microsoft: Microsoft) -> None:
    account = at_microsoft(microsoft)

    with pytest.raises(PermanentError, match="another company"):
        list(account.changes("x", "https://evil.example/delta", WINDOW))
