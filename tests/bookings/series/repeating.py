"""Asking for series, and seeing what became of them."""

from datetime import datetime
from typing import Any

from werkzeug.test import TestResponse

from tests.api import Person, execute
from tests.bookings.asking import occupied
from tests.factories.desks import Desk

WEEKS = "FREQ=WEEKLY;COUNT=4"


def wish(desk: Desk, start: datetime, rrule: str = WEEKS) -> dict[str, Any]:
    return {**desk.wanted(start), "rrule": rrule}


def preview(person: Person, desk: Desk, start: datetime, rrule: str = WEEKS) -> dict[str, Any]:
    answer = person.post("/v1/series/preview", wish(desk, start, rrule))
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def ask(person: Person, desk: Desk, start: datetime, **more: Any) -> TestResponse:
    return person.post("/v1/series", {**wish(desk, start), **more})


def book(person: Person, desk: Desk, start: datetime, **more: Any) -> dict[str, Any]:
    answer = ask(person, desk, start, **more)
    assert answer.status_code == 201, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def seen(person: Person, series_id: int) -> dict[str, Any]:
    answer = person.get(f"/v1/series/{series_id}")
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def ids(series: dict[str, Any]) -> list[int]:
    return [one["id"] for one in series["occurrences"]]


def starts(series: dict[str, Any]) -> list[datetime]:
    return [datetime.fromisoformat(one["startTime"]) for one in series["occurrences"]]


def standings(series: dict[str, Any]) -> list[str]:
    return [one["step"] or one["status"] for one in series["occurrences"]]


def held(series: dict[str, Any]) -> list[int]:
    return [occupied(booking_id) for booking_id in ids(series)]


def payment(series_id: int) -> dict[str, Any]:
    """The latest payment of a series."""
    row = execute(
        "SELECT row_to_json(p) FROM payments p WHERE series_id = :id ORDER BY created_at DESC, id LIMIT 1",
        id=series_id,
    )
    return dict(row)


def refunds(series_id: int) -> dict[int, int]:
    """Minor units that each appointment gets back."""
    rows = execute(
        "SELECT coalesce(json_agg(json_build_array(r.booking_id, r.amount_minor)), '[]') FROM refunds r"
        " JOIN payments p ON p.id = r.payment_id WHERE p.series_id = :id",
        id=series_id,
    )
    return dict(rows)
