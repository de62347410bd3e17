"""Asking for slots as a client does."""

from datetime import datetime
from typing import Any

from tests.api import Person
from tests.factories.desks import Desk


def look(person: Person, desk: Desk, since: datetime, until: datetime, **query: Any) -> dict[str, Any]:
    """The whole answer for a window."""
    window = {"from": since.isoformat(), "to": until.isoformat()}
    answer = person.get(desk.slots, query_string={**window, **query})
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def starts(data: dict[str, Any]) -> list[datetime]:
    return [datetime.fromisoformat(slot["startTime"]) for slot in data["slots"]]
