"""Google and Microsoft tell of changes: verified, remembered once, read once, answered before any of that."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from app import ports
from app.ports import Ports
from tests.api import Person, execute
from tests.calendars.stage import HOUR, free_starts, hurry, owe, readings, spoken, work_off
from tests.factories.desks import Desk
from tests.fixtures.web import MovableClock
from tests.servers.google.server import Google, google_server
from tests.servers.microsoft import books as microsoft_books
from tests.servers.microsoft.server import Microsoft, microsoft_server
from tests.servers.serving import serving

ADA = "ada@example.com"


@pytest.fixture
def site(app: Flask, installed: Ports) -> Iterator[Ports]:
    """We stand at an address that the companies can call."""
    with serving(app) as url:
        here = replace(installed, site=replace(installed.site, public_url=url))
        ports.install(here)
        yield here


@pytest.fixture
def google(site: Ports, clock: MovableClock) -> Iterator[Google]:
    with google_server() as town:
        town.books.add(ADA, "work", primary=True)
        ports.install(replace(site, calendars={"google": town.calendars(clock)}))
        yield town


@pytest.fixture
def microsoft(site: Ports, clock: MovableClock) -> Iterator[Microsoft]:
    with microsoft_server() as town:
        town.books.add(ADA, "work", default=True)
        ports.install(replace(site, calendars={"microsoft": town.calendars(clock)}))
        yield town


def connect(person: Person, kind: str, town: Google | Microsoft) -> int:
    """Through the real OAuth of the adapter, with its PKCE, at the imitation."""
    asked = person.post("/v1/calendars/consents", {"kind": kind}).get_json()["data"]
    back = parse_qs(urlsplit(town.desk.agree(asked["address"], ADA)).query)
    told = {name: values[0] for name, values in back.items()}
    made = person.post("/v1/calendars/consents/finish", told)
    assert made.status_code == 202, made.text
    work_off()
    number: int = made.get_json()["data"]["id"]
    return number


def shown(person: Person, number: int) -> dict[str, object]:
    found: dict[str, object] = person.get(f"/v1/calendars/connections/{number}").get_json()["data"]
    return found


def google_event(town: Google, key: str, start: datetime) -> None:
    edges = {"start": start, "end": start + HOUR}
    (calendar,) = town.books.calendars.values()
    town.written(calendar, key, {name: {"dateTime": at.isoformat()} for name, at in edges.items()})


def microsoft_event(town: Microsoft, key: str, start: datetime) -> None:
    (calendar,) = town.books.calendars
    edges = {"start": microsoft_books.edge(start), "end": microsoft_books.edge(start + HOUR)}
    town.written(calendar, key, edges)


def test_google_tells_and_the_time_is_taken(ada: Person, ben: Person, desk: Desk, google: Google) -> None:
    number = connect(ada, "google", google)
    (watch,) = google.books.watches.values()
    assert watch.address.endswith("/v1/webhooks/google-calendar")

    google_event(google, "dentist", desk.at(10))
    work_off()

    assert spoken(desk.at(10)) not in free_starts(ben, desk, desk.at())
    assert shown(ada, number)["account"] == "work@google.example"
    assert google.misfits == []


def test_microsoft_tells_and_the_time_is_taken(
    ada: Person, ben: Person, desk: Desk, microsoft: Microsoft
) -> None:
    number = connect(ada, "microsoft", microsoft)
    assert len(microsoft.books.subscriptions) == 1

    microsoft_event(microsoft, "dentist", desk.at(10))
    work_off()

    assert spoken(desk.at(10)) not in free_starts(ben, desk, desk.at())
    assert shown(ada, number)["account"] == ADA


def test_a_burst_is_one_reading(ada: Person, desk: Desk, google: Google) -> None:
    number = connect(ada, "google", google)
    before = readings(number)
    for hour in range(8, 18):
        google_event(google, f"event-{hour}", desk.at(hour))

    work_off()

    assert readings(number) == before + 1


def test_a_notification_that_comes_twice_is_read_once(ada: Person, google: Google) -> None:
    number = connect(ada, "google", google)
    (watch,) = google.books.watches.values()
    before = readings(number)

    first = google.deliver(watch, "exists", 77)
    work_off()
    again = google.deliver(watch, "exists", 77)
    work_off()

    assert (first, again) == (200, 200)
    assert readings(number) == before + 1


def test_a_forged_notification_is_refused(ada: Person, google: Google) -> None:
    number = connect(ada, "google", google)
    (watch,) = google.books.watches.values()
    before = readings(number)

    assert google.deliver(watch, "exists", 78, token="guessed") == 404
    assert google.deliver(replace(watch, id="another"), "exists", 79) == 404
    work_off()

    assert readings(number) == before


def test_what_is_no_notification_is_refused(ada: Person, google: Google) -> None:
    del google
    assert ada.post("/v1/webhooks/google-calendar").status_code == 400
    assert ada.post("/v1/webhooks/microsoft", {"value": []}).status_code == 404


def test_a_forged_notification_of_microsoft_is_refused(ada: Person, microsoft: Microsoft) -> None:
    number = connect(ada, "microsoft", microsoft)
    (one,) = microsoft.books.subscriptions.values()
    told = {"changeType": "updated", "resourceData": {"id": "x", "@odata.etag": "1"}}
    before = readings(number)

    assert microsoft.deliver(one, told, state="guessed") == 404
    for _ in range(2):
        assert microsoft.deliver(one, told) == 200
        work_off()

    assert readings(number) == before + 1


@pytest.mark.parametrize(
    "body", [{}, {"value": {}}, {"value": ["x"]}, {"value": [{}]}, {"value": [{"subscriptionId": 7}]}]
)
def test_bodies_that_are_none_of_microsofts(ada: Person, microsoft: Microsoft, body: object) -> None:
    del microsoft
    assert ada.post("/v1/webhooks/microsoft", body).status_code == 400


def test_microsofts_handshake_gets_its_word_back(ada: Person, microsoft: Microsoft) -> None:
    del microsoft
    answer = ada.post("/v1/webhooks/microsoft?validationToken=a%20word%20%3Cb%3E")

    assert (answer.status_code, answer.text) == (200, "a word <b>")
    assert answer.mimetype == "text/plain"


def test_a_channel_is_renewed_at_half_its_life(ada: Person, google: Google, clock: MovableClock) -> None:
    connect(ada, "google", google)
    (first,) = google.books.watches.values()

    hurry()
    work_off()
    assert list(google.books.watches) == [first.id]

    execute(
        "UPDATE calendars SET channel_until = now() + interval '1 day' WHERE channel_id = :id", id=first.id
    )
    owe("calendars.watch", calendar_id=_calendar(first.id))

    (second,) = google.books.watches.values()
    assert second.id != first.id
    assert second.expires > first.expires
    assert clock.ahead.total_seconds() == 0


def _calendar(channel: str) -> int:
    number: int = execute("SELECT id FROM calendars WHERE channel_id = :id", id=channel)
    return number


def test_microsoft_says_that_a_subscription_needs_care(ada: Person, microsoft: Microsoft) -> None:
    connect(ada, "microsoft", microsoft)
    (one,) = microsoft.books.subscriptions.values()

    microsoft.deliver(one, {"lifecycleEvent": "subscriptionRemoved"})
    del microsoft.books.subscriptions[one.id]
    done = work_off()

    assert "calendars.watch" in done
    assert [new.id for new in microsoft.books.subscriptions.values()] != [one.id]


def test_consent_withdrawn_at_the_company_is_seen(
    ada: Person, ben: Person, desk: Desk, google: Google
) -> None:
    number = connect(ada, "google", google)
    google_event(google, "dentist", desk.at(10))
    work_off()
    google.desk.withdraw(ADA)

    (watch,) = google.books.watches.values()
    google.deliver(watch, "exists", 99)
    work_off()

    assert (shown(ada, number)["state"], shown(ada, number)["problem"]) == ("LOST", "CONSENT_LOST")
    assert spoken(desk.at(10)) not in free_starts(ben, desk, desk.at())


def test_a_consent_without_all_that_was_asked_for_fails(ada: Person, desk: Desk, google: Google) -> None:
    del desk
    asked = ada.post("/v1/calendars/consents", {"kind": "google"}).get_json()["data"]
    events = "https://www.googleapis.com/auth/calendar.events"
    calendars = "https://www.googleapis.com/auth/calendar.calendarlist.readonly"
    back = parse_qs(urlsplit(google.desk.agree(asked["address"], ADA, without=calendars)).query)

    made = ada.post("/v1/calendars/consents/finish", {name: values[0] for name, values in back.items()})
    work_off()

    assert shown(ada, made.get_json()["data"]["id"])["problem"] == "CONSENT_LOST"
    assert events in asked["address"].replace("%2F", "/").replace("%3A", ":")
    google.misfits.clear()


def test_disconnecting_revokes_and_ends_the_channel(ada: Person, desk: Desk, google: Google) -> None:
    del desk
    number = connect(ada, "google", google)

    ada.delete(f"/v1/calendars/connections/{number}")
    work_off()

    assert google.books.watches == {}
    assert len(google.desk.revoked) == 1


def test_disconnecting_from_microsoft_ends_its_subscription(
    ada: Person, desk: Desk, microsoft: Microsoft
) -> None:
    del desk
    number = connect(ada, "microsoft", microsoft)

    ada.delete(f"/v1/calendars/connections/{number}")
    work_off()

    assert microsoft.books.subscriptions == {}


def test_tokens_are_renewed_and_stored(
    ada: Person, ben: Person, desk: Desk, microsoft: Microsoft, clock: MovableClock
) -> None:
    """Microsoft's refresh tokens change with each use: the new one must not be lost."""
    number = connect(ada, "microsoft", microsoft)
    before = execute("SELECT sealed FROM calendar_connections WHERE id = :id", id=number)
    clock.ahead += HOUR
    microsoft.desk.ahead += HOUR

    microsoft_event(microsoft, "dentist", desk.at(10))
    work_off()

    assert execute("SELECT sealed FROM calendar_connections WHERE id = :id", id=number) != before
    assert spoken(desk.at(10)) not in free_starts(ben, desk, desk.at())


def test_many_notifications_at_once_are_one_reading(ada: Person, google: Google) -> None:
    number = connect(ada, "google", google)
    (watch,) = google.books.watches.values()
    before = readings(number)

    statuses = {google.deliver(watch, "exists", count) for count in range(200, 220)}
    work_off()

    assert statuses == {200}
    assert readings(number) == before + 1
