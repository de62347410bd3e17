"""Changing bookings as their people do."""

from datetime import datetime
from typing import Any

from werkzeug.test import TestResponse

from tests.api import Person


def change(person: Person, booking_id: int, headers: Any = None, **body: Any) -> TestResponse:
    return person.put(f"/v1/bookings/{booking_id}", body, headers=headers)


def move(person: Person, booking_id: int, start: datetime, **headers: str) -> TestResponse:
    return change(person, booking_id, headers, startTime=start.isoformat())


def cancel(person: Person, booking_id: int, **headers: str) -> int:
    """The status that cancelling gives."""
    return person.delete(f"/v1/bookings/{booking_id}", headers=headers).status_code
