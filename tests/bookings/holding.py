"""Keeping times and submitting them, as clients do."""

from datetime import datetime
from typing import Any

from werkzeug.test import TestResponse

from tests.api import Person
from tests.factories.desks import Desk


def keep(person: Person, desk: Desk, start: datetime, **more: Any) -> TestResponse:
    """Have a time kept while the form is filled in."""
    return person.post("/v1/holds", desk.wanted(start, **more))


def kept(person: Person, desk: Desk, start: datetime, **more: Any) -> int:
    """The booking's id."""
    answer = keep(person, desk, start, **more)
    assert answer.status_code == 201, answer.text
    booking_id: int = answer.get_json()["data"]["id"]
    return booking_id


def submit(person: Person, booking_id: int, **form: Any) -> TestResponse:
    return person.post(f"/v1/bookings/{booking_id}/submit", form)
