"""Waiting for times, and what comes of it."""

from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

import workers.tasks.waitlist
from tests.api import Person, execute
from tests.bookings.working import due, work_on
from tests.factories.desks import Desk

assert workers.tasks.waitlist  # declares the actors


def ask_to_wait(person: Person, desk: Desk, *, days: tuple[int, int] = (3, 3), **more: Any) -> TestResponse:
    first, last = (desk.at(0, day=day).date().isoformat() for day in days)
    body = {"from": first, "to": last, "timezone": "UTC"}
    if "bookingId" not in more:
        body |= {"providerId": desk.provider_id, "offeringId": desk.offering_id}
    return person.post("/v1/wishes", {**body, **more})


def wait(person: Person, desk: Desk, **more: Any) -> int:
    answer = ask_to_wait(person, desk, **more)
    assert answer.status_code == 201, answer.text
    wish_id: int = answer.get_json()["data"]["id"]
    return wish_id


def wish(person: Person, wish_id: int) -> dict[str, Any]:
    data: dict[str, Any] = person.get(f"/v1/wishes/{wish_id}").get_json()["data"]
    return data


def status(person: Person, wish_id: int) -> str:
    return str(wish(person, wish_id)["status"])


def offer(person: Person, wish_id: int) -> int:
    """The booking that is offered for a wish."""
    found: int | None = wish(person, wish_id)["offerId"]
    assert found is not None
    return found


def serve() -> None:
    """Do what bookings and the waitlist owe until nothing is left."""
    while tasks := [*due(), *_due()]:
        for task_id, actor in tasks:
            work_on(task_id, actor)


def _due() -> list[tuple[Any, str]]:
    rows = execute(
        "SELECT coalesce(json_agg(json_build_array(id, actor) ORDER BY run_at, id), '[]') FROM tasks"
        " WHERE state = 'ready' AND run_at <= now() AND actor IN ('waitlist.offer', 'waitlist.settle')"
    )
    return [(task_id, actor) for task_id, actor in rows]


def set_aside(desk: Desk) -> int:
    """How many stretches are kept for those who wait, and not offered yet."""
    count: int = execute(
        "SELECT count(*) FROM occupancies o JOIN resources r ON r.id = o.resource_id"
        " WHERE r.provider_id = :id AND o.kind = 'waitlist'",
        id=desk.provider_id,
    )
    return count


def minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
