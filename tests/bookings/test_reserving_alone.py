"""What is more than one stretch for one client is decided in a transaction of its own."""

import pytest
from flask import Flask

from app.db.ledger import Task
from tests.api import Person, execute
from tests.bookings.asking import ask, history, occupied, owed, standing, told, written
from tests.bookings.seats import claimed as claimed_seats
from tests.bookings.working import claim, due, work_off
from tests.factories.desks import Desk, open_desk
from workers.actor import ACTORS
from workers.attempt import attempt

RESERVE = ACTORS["bookings.reserve"]


@pytest.fixture(autouse=True)
def _nothing_is_due(app: Flask) -> None:
    with app.app_context():
        work_off()


@pytest.fixture
def group(ada: Person) -> Desk:
    return open_desk(ada, seats=8)


def wants(person: Person, desk: Desk, hour: int) -> int:
    booking_id: int = ask(person, desk, desk.at(hour)).get_json()["data"]["id"]
    return booking_id


def claimed() -> dict[int, Task]:
    """Every reservation that is due, claimed, by its booking."""
    tasks = [claim(task_id, actor) for task_id, actor in due() if actor == RESERVE.kind.name]
    return {task.args["booking_id"]: task for task in tasks if task is not None}


def test_a_free_time_is_confirmed(ben: Person, group: Desk) -> None:
    booking_id = wants(ben, group, 10)

    work_off()

    assert standing(ben, booking_id) == ("CONFIRMED", None, None)
    assert claimed_seats(booking_id) == 1
    assert told(booking_id) == ["booking_confirmed"]
    assert history(booking_id) == ["requested", "confirmed"]


def test_what_is_paid_now_is_held(ben: Person, group: Desk) -> None:
    group.offers(price_minor=5000)
    booking_id = wants(ben, group, 10)

    work_off()

    assert standing(ben, booking_id) == ("PENDING", "HELD", None)
    assert claimed_seats(booking_id) == 1
    assert len(owed("bookings.expire_hold", booking_id)) == 1
    assert execute("SELECT count(*) FROM payments WHERE booking_id = :id", id=booking_id) == 1


def test_a_time_that_became_busy_meanwhile_is_rejected(ben: Person, group: Desk) -> None:
    booking_id = wants(ben, group, 10)
    execute(
        "INSERT INTO busy_periods (resource_id, during, source)"
        " SELECT id, tstzrange(:since, :until), 'calendar' FROM resources WHERE provider_id = :id",
        id=group.provider_id,
        since=group.at(10, 59),
        until=group.at(12),
    )

    work_off()

    assert standing(ben, booking_id) == ("REJECTED", None, "SLOT_TAKEN")
    assert (occupied(booking_id), told(booking_id)) == (0, [])


def test_what_is_no_longer_offered_is_rejected(ben: Person, group: Desk) -> None:
    booking_id = wants(ben, group, 10)
    group.opens(12 * 60, 18 * 60)

    work_off()

    assert standing(ben, booking_id) == ("REJECTED", None, "NOT_OFFERED")


def test_a_batch_leaves_it_to_a_try_of_its_own(ben: Person, cleo: Person, group: Desk) -> None:
    plain = open_desk(cleo)
    alone, one, other = wants(ben, group, 10), wants(ben, plain, 10), wants(ben, plain, 12)
    tasks = claimed()

    assert RESERVE.together is not None
    RESERVE.together(list(tasks.values()))

    assert [tasks[booking].settled for booking in (alone, one, other)] == [False, True, True]
    assert standing(ben, alone)[0] == "REQUESTED"
    assert attempt(RESERVE, tasks[alone]) is None
    assert standing(ben, alone)[0] == "CONFIRMED"


def test_a_batch_of_such_alone_does_nothing(ben: Person, group: Desk) -> None:
    bookings = [wants(ben, group, 10), wants(ben, group, 12)]
    tasks = claimed()

    assert RESERVE.together is not None
    RESERVE.together(list(tasks.values()))

    assert [standing(ben, booking)[0] for booking in bookings] == ["REQUESTED"] * 2


def test_who_lost_the_lease_takes_nothing(ben: Person, group: Desk) -> None:
    booking_id = wants(ben, group, 10)
    task = claimed()[booking_id]
    execute("UPDATE tasks SET lease_token = gen_random_uuid() WHERE id = :id", id=task.id)
    before = written()

    attempt(RESERVE, task)

    assert written() == before
    assert standing(ben, booking_id)[0] == "REQUESTED"


def test_what_was_cancelled_under_the_workers_hands_is_not_reserved(ben: Person, group: Desk) -> None:
    booking_id = wants(ben, group, 10)
    task = claimed()[booking_id]
    ben.delete(f"/v1/bookings/{booking_id}")

    assert attempt(RESERVE, task) is None

    assert (standing(ben, booking_id)[0], occupied(booking_id)) == ("CANCELLED", 0)
