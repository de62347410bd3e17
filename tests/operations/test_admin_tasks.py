from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.adapters.tasks.memory import MemoryBell
from app.db import ledger
from app.kernel.ids import uuid7
from tests.support.ledger import claimed, let_pass, owe

BASE = "/v1/admin/tasks"


def dead(name: str = "bookings.reserve") -> UUID:
    task = claimed(owe(name, booking_id=7))
    ledger.fail(task, ValueError("never"), permanent=True)
    return task.id


def test_a_page_of_tasks_shows_the_newest_first(admin: FlaskClient) -> None:
    task_ids = [owe(booking_id=each) for each in range(3)]

    answer = admin.get(f"{BASE}?size=2").get_json()

    assert [task["id"] for task in answer["data"]] == [str(task_ids[2]), str(task_ids[1])]
    assert answer["pagination"] == {"page": 1, "size": 2, "total": 3, "totalPages": 2}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=dead", {"dead"}),
        ("state=ready", {"ready", "mail"}),
        ("queue=messages", {"mail"}),
        ("actor=bookings.reserve", {"dead", "ready"}),
        ("actor=bookings.reserve&state=ready", {"ready"}),
        ("state=cancelled", set()),
    ],
)
def test_tasks_are_filtered_by_state_actor_and_queue(admin: FlaskClient, query: str, found: set[str]) -> None:
    names = {
        str(dead()): "dead",
        str(owe(booking_id=1)): "ready",
        str(owe("notifications.send", delivery_id=1)): "mail",
    }

    answer = admin.get(f"{BASE}?{query}").get_json()

    assert {names[task["id"]] for task in answer["data"]} == found


def test_one_task_is_shown_whole(admin: FlaskClient) -> None:
    task_id = dead()

    shown = admin.get(f"{BASE}/{task_id}").get_json()["data"]

    assert (shown["state"], shown["args"], shown["attempts"]) == ("dead", {"booking_id": 7}, 1)
    assert shown["lastError"] == "ValueError: never"
    assert shown["doneAt"].endswith("Z")


def test_a_dead_task_is_replayed_and_rung(admin: FlaskClient, bell: MemoryBell) -> None:
    task_id = dead()
    bell.rung.clear()

    answer = admin.post(f"{BASE}/{task_id}/replay")

    assert answer.status_code == 200
    assert (answer.get_json()["data"]["state"], answer.get_json()["data"]["attempts"]) == ("ready", 0)
    assert [ring.task_id for ring in bell.rung] == [task_id]


def test_dead_tasks_of_one_queue_are_replayed_together(admin: FlaskClient, bell: MemoryBell) -> None:
    wanted = {dead(), dead()}
    dead("notifications.send")
    bell.rung.clear()

    answer = admin.post(f"{BASE}/replay", json={"queue": "reservations"})

    assert answer.get_json() == {"data": {"replayed": 2}}
    assert {ring.task_id for ring in bell.rung} == wanted


def test_a_task_is_discarded_with_a_reason(admin: FlaskClient) -> None:
    answer = admin.post(f"{BASE}/{dead()}/discard", json={"reason": "customer called"})

    assert answer.get_json()["data"]["state"] == "cancelled"
    assert answer.get_json()["data"]["lastError"] == "discarded: customer called"


def test_a_task_in_work_can_be_neither_replayed_nor_discarded(admin: FlaskClient) -> None:
    task = claimed(owe(booking_id=7))

    replayed = admin.post(f"{BASE}/{task.id}/replay")
    discarded = admin.post(f"{BASE}/{task.id}/discard", json={"reason": "stuck"})

    assert (replayed.status_code, discarded.status_code) == (409, 409)


def test_the_top_shows_depth_and_age_of_each_queue(admin: FlaskClient) -> None:
    owe(booking_id=1)
    let_pass(30)
    owe(run_at=datetime.now(UTC) + timedelta(days=1), booking_id=2)
    claimed(owe(booking_id=3))
    dead("notifications.send")

    messages, reservations = admin.get(f"{BASE}/top").get_json()["data"]

    assert (messages["queue"], messages["dead"], messages["oldestDueSeconds"]) == ("messages", 1, 0.0)
    assert (reservations["due"], reservations["scheduled"], reservations["running"]) == (1, 1, 1)
    assert 30 <= reservations["oldestDueSeconds"] < 40


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 201}, {"reason": "x", "more": 1}])
def test_a_discard_needs_a_reason(admin: FlaskClient, body: dict[str, object]) -> None:
    assert admin.post(f"{BASE}/{dead()}/discard", json=body).status_code == 400


@pytest.mark.parametrize("query", ["state=lost", "page=0", "size=101", "color=red"])
def test_a_filter_that_means_nothing_is_refused(admin: FlaskClient, query: str) -> None:
    assert admin.get(f"{BASE}?{query}").status_code == 400


def test_an_unknown_task_is_not_found(admin: FlaskClient) -> None:
    unknown = f"{BASE}/{uuid7()}"

    assert admin.get(unknown).status_code == 404
    assert admin.post(f"{unknown}/replay").status_code == 404
    assert admin.post(f"{unknown}/discard", json={"reason": "gone"}).status_code == 404


@pytest.mark.parametrize("role", ["CLIENT", "PROVIDER"])
def test_nobody_but_an_administrator_sees_tasks(as_role: Callable[[str], FlaskClient], role: str) -> None:
    cleo, task_id = as_role(role), dead()

    answers = [
        cleo.get(BASE),
        cleo.get(f"{BASE}/top"),
        cleo.get(f"{BASE}/{task_id}"),
        cleo.post(f"{BASE}/{task_id}/replay"),
        cleo.post(f"{BASE}/{task_id}/discard", json={"reason": "mine"}),
        cleo.post(f"{BASE}/replay", json={}),
    ]

    assert {answer.status_code for answer in answers} == {403}


def failing_deep_inside() -> None:
    raise ValueError("ben@example.com is secret")


def test_a_dead_task_says_where_it_failed_and_how_old_it_is(admin: FlaskClient) -> None:
    task = claimed(owe(booking_id=7))
    try:
        failing_deep_inside()
    except ValueError as error:
        ledger.fail(task, error, permanent=True)

    shown = admin.get(f"{BASE}/{task.id}").get_json()["data"]

    assert shown["lastTrace"].splitlines()[-1].startswith("tests/operations/test_admin_tasks.py:")
    assert shown["lastTrace"].endswith("in failing_deep_inside")
    assert "example.com" not in shown["lastTrace"]
    assert 0 <= shown["ageSeconds"] < 60


def test_dead_tasks_are_found_replayed_and_given_up_by_their_error(admin: FlaskClient) -> None:
    wanted = dead()
    other = claimed(owe(booking_id=8))
    ledger.fail(other, KeyError("gone"), permanent=True)

    found = admin.get(f"{BASE}?state=dead&error=KeyError").get_json()["data"]
    replayed = admin.post(f"{BASE}/replay", json={"error": "ValueError"}).get_json()["data"]
    given_up = admin.post(f"{BASE}/discard", json={"error": "KeyError", "reason": "no longer wanted"})

    assert [task["id"] for task in found] == [str(other.id)]
    assert replayed == {"replayed": 1}
    assert given_up.get_json()["data"] == {"discarded": 1}
    assert admin.get(f"{BASE}/{wanted}").get_json()["data"]["state"] == "ready"
    shown = admin.get(f"{BASE}/{other.id}").get_json()["data"]
    assert (shown["state"], shown["lastError"]) == ("cancelled", "discarded: no longer wanted")


def test_signs_in_an_error_filter_mean_themselves(admin: FlaskClient) -> None:
    dead()

    assert admin.post(f"{BASE}/replay", json={"error": "%"}).get_json()["data"] == {"replayed": 0}


def test_giving_up_needs_a_reason(admin: FlaskClient) -> None:
    answer = admin.post(f"{BASE}/discard", json={"queue": "messages"})

    assert answer.status_code == 400
    assert answer.get_json()["error"]["details"][0]["field"] == "reason"
