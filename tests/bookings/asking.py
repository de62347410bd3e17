"""Asking for bookings, and seeing what became of them."""

from datetime import datetime
from typing import Any

from werkzeug.test import TestResponse

from tests.api import Person, execute
from tests.bookings.working import work_off
from tests.factories.desks import Desk

ASYNC = {"Prefer": "respond-async"}
WRITTEN = ("bookings", "booking_events", "occupancies", "payments", "tasks", "idempotency_keys")


def ask(
    person: Person, desk: Desk, start: datetime, *, headers: dict[str, str] | None = None, **more: Any
) -> TestResponse:
    """Ask without waiting for the outcome."""
    return person.post("/v1/bookings", desk.wanted(start, **more), headers={**ASYNC, **(headers or {})})


def book(person: Person, desk: Desk, start: datetime, **more: Any) -> int:
    """Ask, and let a worker decide; the booking's id."""
    answer = ask(person, desk, start, **more)
    assert answer.status_code == 202, answer.text
    work_off()
    booking_id: int = answer.get_json()["data"]["id"]
    return booking_id


def seen(person: Person, booking_id: int) -> dict[str, Any]:
    """The booking as its people see it."""
    answer = person.get(f"/v1/bookings/{booking_id}")
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def standing(person: Person, booking_id: int) -> tuple[str, str | None, str | None]:
    """Status, step and reason."""
    data = seen(person, booking_id)
    return data["status"], data["step"], data["reason"]


def occupied(booking_id: int) -> int:
    """How many stretches a booking holds."""
    count: int = execute("SELECT count(*) FROM occupancies WHERE booking_id = :id AND active", id=booking_id)
    return count


def owed(actor: str, booking_id: int) -> list[dict[str, Any]]:
    """The arguments of a booking's tasks of one kind that are not done yet."""
    rows = execute(
        "SELECT coalesce(json_agg(args ORDER BY id), '[]') FROM tasks"
        " WHERE actor = :actor AND args->>'booking_id' = :id AND state = 'ready'",
        actor=actor,
        id=str(booking_id),
    )
    return list(rows)


def told(booking_id: int) -> list[str]:
    """Of what the people of a booking are to be told, in order."""
    return [args["kind"] for args in owed("notifications.tell", booking_id)]


def written() -> dict[str, int]:
    """How many rows stand in every table that a request might write."""
    return {table: execute(f"SELECT count(*) FROM {table}") for table in WRITTEN}  # noqa: S608 - our names


def history(booking_id: int) -> list[str]:
    """What happened to a booking, in order."""
    kinds = execute(
        "SELECT coalesce(json_agg(kind ORDER BY id), '[]') FROM booking_events WHERE booking_id = :id",
        id=booking_id,
    )
    return list(kinds)
