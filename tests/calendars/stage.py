"""People, their calendars, and the worker between them, in one process."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import text

import workers.tasks.bookings
import workers.tasks.calendars
import workers.tasks.notifications
from app.adapters.calendars.memory import Book, Kept, MemoryCalendars
from app.db import ledger
from app.db.session import statements, transaction
from tests.api import Person, execute
from tests.factories.desks import Desk
from workers.actor import ACTORS
from workers.attempt import attempt

assert workers.tasks.bookings
assert workers.tasks.calendars
assert workers.tasks.notifications

HOUR = timedelta(hours=1)
_DUE = text("""
    SELECT id, actor FROM tasks
    WHERE state = 'ready' AND run_at <= now()
      AND (actor LIKE 'calendars.%' OR actor IN ('bookings.reserve', 'notifications.tell'))
    ORDER BY run_at, id
""")


def work_off(*, later: str = "") -> list[str]:
    """Do what is due, and what follows from it; `later` comes last. The kinds of tasks, in their order."""
    done: list[str] = []
    while tasks := _due():
        for task_id, actor in [task for task in tasks if task.actor != later] or tasks:
            task = ledger.claim(ACTORS[actor].kind, task_id)
            if task is not None:
                attempt(ACTORS[actor], task)
                done.append(actor)
    return done


def _due() -> list[Any]:
    with statements() as connection:
        return connection.execute(_DUE).all()


def owe(actor: str, **about: int) -> None:
    """One piece of work, and what follows from it."""
    with transaction() as session:
        ledger.enqueue(session, actor, **about)
    work_off()


def hurry() -> None:
    """Whatever waits for its time is due now."""
    execute("UPDATE tasks SET run_at = now() WHERE state = 'ready' AND actor LIKE 'calendars.%'")


@dataclass
class Diary:
    """A person's account at the company, and the calendar `main` in it."""

    owner: Person
    company: MemoryCalendars
    account: str
    connection_id: int

    @classmethod
    def connected(cls, owner: Person, company: MemoryCalendars) -> "Diary":
        account = f"{owner.user_id}@company.example"
        diary = cls(owner, company, account, consent(owner, account))
        work_off()
        assert diary.shown["state"] == "ACTIVE", diary.shown
        return diary

    @property
    def book(self) -> Book:
        return self.company.book(self.account)

    @property
    def shown(self) -> dict[str, Any]:
        answer = self.owner.get(f"/v1/calendars/connections/{self.connection_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()["data"]
        return found

    @property
    def readings(self) -> int:
        return readings(self.connection_id)

    @property
    def main(self) -> dict[str, Any]:
        return next(one for one in self.shown["calendars"] if one["main"])

    @property
    def events(self) -> dict[str, Kept]:
        """What stands in it, deleted ones left out."""
        return {key: kept for key, kept in self.book.calendars["main"].items() if kept.alive}

    @property
    def ours(self) -> list[Kept]:
        return [kept for kept in self.events.values() if kept.uid is not None]

    def choose(self, **choice: Any) -> None:
        answer = self.owner.put(f"/v1/calendars/{self.main['id']}", choice)
        assert answer.status_code == 200, answer.text
        work_off()

    def add(self, key: str, start: datetime, end: datetime | None = None, **more: Any) -> None:
        """The owner writes something into it, and the company tells us."""
        self.company.write(self.account, key, Kept(start, end or start + HOUR, 0, **more))
        self.told()

    def move(self, key: str, start: datetime) -> None:
        kept = self.book.calendars["main"][key]
        moved = replace(kept, start=start, end=start + (kept.end - kept.start))
        self.company.write(self.account, key, moved)
        self.told()

    def delete(self, key: str) -> None:
        self.company.delete(self.account, key)
        self.told()

    def told(self) -> None:
        self.ask_for_reading()
        work_off()

    def ask_for_reading(self) -> None:
        answer = self.owner.post(f"/v1/calendars/connections/{self.connection_id}/refresh")
        assert answer.status_code in {202, 409}, answer.text

    @property
    def own_key(self) -> str:
        """The name of our one event in it."""
        (key,) = [key for key, kept in self.events.items() if kept.uid is not None]
        return key


def readings(connection_id: int) -> int:
    """How often an account was read."""
    count: int = execute("SELECT generation FROM calendar_connections WHERE id = :id", id=connection_id)
    return count


def consent(person: Person, account: str) -> int:
    """Go to the company and come back. The connection's number."""
    asked = person.post("/v1/calendars/consents", {"kind": "google"})
    assert asked.status_code == 200, asked.text
    state = parse_qs(urlsplit(asked.get_json()["data"]["address"]).query)["state"][0]
    back = person.post("/v1/calendars/consents/finish", {"state": state, "code": account})
    assert back.status_code == 202, back.text
    number: int = back.get_json()["data"]["id"]
    return number


def booked(client: Person, desk: Desk, start: datetime) -> int:
    """A confirmed booking, and everything that follows from it."""
    answer = client.post("/v1/bookings", desk.wanted(start), headers={"Prefer": "respond-async"})
    assert answer.status_code == 202, answer.text
    number: int = answer.get_json()["data"]["id"]
    work_off()
    assert status(client, number) == "CONFIRMED"
    return number


def status(person: Person, booking_id: int) -> str:
    found: str = booking(person, booking_id)["status"]
    return found


def booking(person: Person, booking_id: int) -> dict[str, Any]:
    answer = person.get(f"/v1/bookings/{booking_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()["data"]
    return found


def free_starts(person: Person, desk: Desk, day: datetime) -> set[str]:
    """The starts that are offered on a date."""
    return {slot["startTime"] for slot in listing(person, desk, day)["slots"]}


def listing(person: Person, desk: Desk, day: datetime) -> dict[str, Any]:
    midnight = day.replace(hour=0, minute=0)
    window = {"from": midnight.isoformat(), "to": (midnight + timedelta(days=1)).isoformat()}
    query = {**window, "offeringId": desk.offering_id, "timezone": "UTC"}
    answer = person.get(desk.slots, query_string=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()["data"]
    return found


def told(person: Person, kind: str) -> int:
    """How many messages of a kind a person is owed, or got."""
    count: int = execute(
        "SELECT count(*) FROM notifications WHERE user_id = :id AND kind = :kind",
        id=person.user_id,
        kind=kind,
    )
    return count


def spoken(start: datetime) -> str:
    return start.isoformat().replace("+00:00", "Z")
