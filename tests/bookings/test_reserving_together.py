"""Several reservations in one transaction: each is decided as if it were alone."""

from collections.abc import Sequence

import pytest
from flask import Flask

from app.bookings.service.reserve import Reserved
from app.db.ledger import Task
from tests.api import Person, execute
from tests.bookings.asking import ask, history, occupied, owed, standing, told
from tests.bookings.working import claim, due, work_off
from tests.factories.desks import Desk, open_desk
from workers.actor import ACTORS
from workers.rings import answer
from workers.tasks import bookings as bookings_work

RESERVE = ACTORS["bookings.reserve"]


def wants(person: Person, desk: Desk, hour: int, minute: int = 0) -> int:
    booking_id: int = ask(person, desk, desk.at(hour, minute)).get_json()["data"]["id"]
    return booking_id


def claimed() -> list[Task]:
    """Every reservation that is due, claimed, the first one asked for first."""
    tasks = [claim(task_id, actor) for task_id, actor in due() if actor == RESERVE.kind.name]
    return [task for task in tasks if task is not None]


def together(tasks: list[Task]) -> None:
    assert RESERVE.together is not None
    RESERVE.together(tasks)


@pytest.fixture(autouse=True)
def _nothing_is_due(app: Flask) -> None:
    with app.app_context():
        work_off()


def test_each_gets_its_own_outcome(ada: Person, ben: Person, cleo: Person) -> None:
    free, paid = open_desk(ada), open_desk(cleo, price_minor=5000)
    confirmed, held, late = wants(ben, free, 10), wants(ben, paid, 10), wants(ben, free, 11)
    tasks = claimed()

    together(tasks)

    assert all(task.settled for task in tasks)
    assert standing(ben, confirmed) == ("CONFIRMED", None, None)
    assert standing(ben, late) == ("CONFIRMED", None, None)
    assert standing(ben, held) == ("PENDING", "HELD", None)
    assert told(confirmed) == told(late) == ["booking_confirmed"]
    assert told(held) == []
    assert len(owed("bookings.complete", confirmed)) == len(owed("bookings.expire_hold", held)) == 1
    assert execute("SELECT count(*) FROM payments WHERE booking_id = :id", id=held) == 1
    assert execute("SELECT count(*) FROM payments WHERE booking_id = :id", id=confirmed) == 0


def test_of_two_who_want_one_time_the_batch_gives_it_to_one(ada: Person, ben: Person, cleo: Person) -> None:
    desk = open_desk(ada)
    rivals = [wants(ben, desk, 10), wants(cleo, desk, 10, 30), wants(cleo, desk, 12)]

    together(claimed())

    statuses = [standing(who, rival)[0] for who, rival in zip((ben, cleo, cleo), rivals, strict=True)]
    assert sorted(statuses[:2]) == ["CONFIRMED", "REJECTED"]
    assert statuses[2] == "CONFIRMED"
    assert sorted(map(occupied, rivals)) == [0, 1, 1]


def test_a_lost_lease_stops_its_own_booking_alone(ada: Person, ben: Person) -> None:
    desk = open_desk(ada)
    lost, kept = wants(ben, desk, 10), wants(ben, desk, 12)
    tasks = {task.args["booking_id"]: task for task in claimed()}
    execute("UPDATE tasks SET lease_token = gen_random_uuid() WHERE id = :id", id=tasks[lost].id)

    together(list(tasks.values()))

    assert (tasks[lost].settled, tasks[kept].settled) == (False, True)
    assert standing(ben, lost)[0] == "REQUESTED"
    assert standing(ben, kept)[0] == "CONFIRMED"


def test_a_booking_that_no_longer_waits_is_left_to_its_own_try(ada: Person, ben: Person) -> None:
    desk = open_desk(ada)
    cancelled, kept = wants(ben, desk, 10), wants(ben, desk, 12)
    tasks = {task.args["booking_id"]: task for task in claimed()}
    ben.delete(f"/v1/bookings/{cancelled}")

    together(list(tasks.values()))

    assert (tasks[cancelled].settled, tasks[kept].settled) == (False, True)
    assert standing(ben, cancelled)[0] == "CANCELLED"


def test_what_follows_carries_the_request_that_asked(ada: Person, ben: Person) -> None:
    desk = open_desk(ada)
    bookings = [wants(ben, desk, 10), wants(ben, desk, 12)]

    together(claimed())

    for booking_id in bookings:
        requests = execute(
            "SELECT array_agg(DISTINCT request_id) FROM tasks WHERE args->>'booking_id' = :id",
            id=str(booking_id),
        )
        assert len(requests) == 1
        assert requests[0]


def test_a_batch_that_fails_is_done_one_by_one(
    ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(ada)
    bookings = [wants(ben, desk, hour) for hour in (10, 12, 14)]
    first = due()[0][0]
    sizes: list[int] = []

    def fails(asked: dict[int, Task]) -> Sequence[Reserved]:
        sizes.append(len(asked))
        raise RuntimeError("the whole batch")

    monkeypatch.setattr(bookings_work, "reserve_plain", fails)

    assert answer(RESERVE, first) == []

    assert sizes == [3]
    assert {standing(ben, booking_id)[0] for booking_id in bookings} == {"CONFIRMED"}
    assert all(history(booking_id) == ["requested", "confirmed"] for booking_id in bookings)


def test_a_ring_for_what_others_took_finds_nothing_to_do(ada: Person, ben: Person) -> None:
    desk = open_desk(ada)
    wants(ben, desk, 10)
    (task,) = claimed()

    assert answer(RESERVE, task.id) == []
