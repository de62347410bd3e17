"""The history of bookings reaches whoever counts it: each event once, and none is lost."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app import ports
from app.adapters.counters.memory import MemoryCounters
from app.adapters.events.database import DatabaseEvents
from app.adapters.events.opensearch import OpenSearchEvents
from app.analytics.rules.window import Window
from app.analytics.service import live, telling
from app.db import session as connections
from app.db.session import reading, transaction
from app.kernel.errors import TransientError
from app.ports import Ports
from app.ports.events import Event
from tests import api
from tests.api import Person
from tests.bookings.asking import book
from tests.factories.desks import Desk, open_desk
from tests.patience import eventually

_LATE = text("""
    INSERT INTO booking_events (booking_id, kind, status, version) VALUES (:id, 'late', 'CONFIRMED', 9)
""")


class MemoryEvents(DatabaseEvents):
    def __init__(self) -> None:
        self.told: list[Event] = []
        self.away = False

    def write(self, events: Any) -> None:
        if self.away:
            raise TransientError("away")
        self.told += events


@pytest.fixture
def events(installed: Ports, app: Flask) -> Iterator[MemoryEvents]:
    """A store in memory, which has been told all that happened before."""
    del app
    memory = MemoryEvents()
    ports.install(replace(installed, events=memory))
    catch_up()
    memory.told.clear()
    yield memory
    ports.install(installed)


@pytest.fixture
def desk(ada: Person) -> Desk:
    return open_desk(ada)


def catch_up() -> None:
    """What the actor does, until nothing is left."""
    while True:
        with reading() as session:
            chapter = telling.next_chapter(session)
        telling.tell(chapter)
        with transaction() as session:
            telling.remember(session, chapter)
        if not chapter.full:
            return


def known(desk: Desk) -> dict[str, int]:
    with reading() as session:
        now = datetime.now(UTC)
        told: dict[str, int] = live.today(session, "UTC", now=now, provider_id=desk.provider_id)["events"]
        return told


def kinds_told(events: MemoryEvents, desk: Desk) -> Counter[str]:
    return Counter(one.kind for one in events.told if one.provider_id == desk.provider_id)


def until_told(events: MemoryEvents, desk: Desk, **kinds: int) -> None:
    """An event is told a second after it was written: until then somebody may be writing an earlier one."""

    def told() -> bool:
        catch_up()
        return kinds_told(events, desk) >= Counter(kinds)

    eventually(told, within=20)


def something_waits() -> bool:
    with reading() as session:
        return bool(telling.next_chapter(session).events)


def test_each_event_is_told_once(events: MemoryEvents, desk: Desk, ben: Person) -> None:
    booking = book(ben, desk, desk.at(10))
    ben.delete(f"/v1/bookings/{booking}")

    until_told(events, desk, cancelled=1)
    catch_up()

    assert kinds_told(events, desk) == {"requested": 1, "confirmed": 1, "cancelled": 1}
    assert len({one.event_id for one in events.told}) == len(events.told)


def test_today_is_exact_before_and_after_it_is_told(events: MemoryEvents, desk: Desk, ben: Person) -> None:
    book(ben, desk, desk.at(10))
    before = known(desk)
    until_told(events, desk, confirmed=1)
    book(ben, desk, desk.at(12))

    assert before == {"requested": 1, "confirmed": 1}
    assert known(desk) == {"requested": 2, "confirmed": 2}


def test_counters_that_were_emptied_are_put_right(
    installed: Ports, events: MemoryEvents, desk: Desk, ben: Person
) -> None:
    book(ben, desk, desk.at(10))
    until_told(events, desk, confirmed=1)
    counters = installed.counters
    assert isinstance(counters, MemoryCounters)

    counters.forget()
    assert known(desk) == {"requested": 1, "confirmed": 1}
    catch_up()
    assert known(desk) == {"requested": 1, "confirmed": 1}


def test_a_store_that_is_away_is_told_all_of_it_later(events: MemoryEvents, desk: Desk, ben: Person) -> None:
    events.away = True
    book(ben, desk, desk.at(10))
    eventually(something_waits, within=20)
    with pytest.raises(TransientError):
        catch_up()
    events.away = False

    until_told(events, desk, confirmed=1)

    assert kinds_told(events, desk) == {"requested": 1, "confirmed": 1}


def test_what_commits_late_is_not_passed_over(events: MemoryEvents, desk: Desk, ben: Person) -> None:
    booking = book(ben, desk, desk.at(10))
    with connections.database().engine.connect() as late:
        late.execute(_LATE, {"id": booking})
        book(ben, desk, desk.at(12))
        catch_up()
        late.commit()

    until_told(events, desk, late=1, confirmed=2)

    assert kinds_told(events, desk) == {"requested": 2, "confirmed": 2, "late": 1}


def test_opensearch_counts_what_the_database_counts(
    installed: Ports, opensearch_url: str, desk: Desk, ben: Person, app: Flask
) -> None:
    store = OpenSearchEvents(opensearch_url, index=f"t{uuid4().hex}", patience=20)
    ports.install(replace(installed, events=store))
    with transaction() as session:
        telling.begin_anew(session)
    for hour in (10, 12):
        book(ben, desk, desk.at(hour))
    today = datetime.now(UTC).date()
    window = Window("Europe/Berlin", today - timedelta(days=2), today + timedelta(days=1))
    asked = (window.bounds, window.until, window.dates)

    def all_are_there() -> bool:
        catch_up()
        told = store.tally(*asked)
        return told.counted_by == "opensearch" and told.days == DatabaseEvents().tally(*asked).days

    eventually(all_are_there, within=30)
    seen = api.join(app, "Root", "ADMIN").get("/v1/admin/analytics").get_json()["data"]
    assert seen["activity"]["countedBy"] == "opensearch"
    assert seen["activity"]["days"][-1]["events"]["requested"] >= 2


def test_a_store_that_is_nowhere_leaves_the_counting_to_the_database(installed: Ports) -> None:
    del installed
    nowhere = OpenSearchEvents("http://127.0.0.1:9", patience=0.2)
    now = datetime.now(UTC)
    window = Window("UTC", now.date(), now.date())
    event = Event(event_id=1, at=now, kind="x", booking_id=1, provider_id=1, offering_id=1)

    assert nowhere.tally(window.bounds, window.until, window.dates).counted_by == "postgresql"
    with pytest.raises(TransientError):
        nowhere.write([event])
