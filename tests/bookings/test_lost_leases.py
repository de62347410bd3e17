import pytest

from app.bookings.service.reserve import reserve
from app.db.ledger import Fate, LeaseLost, Task
from tests.api import Person, execute
from tests.bookings.asking import ask, history, occupied, seen, standing, written
from tests.bookings.working import claim, due, work_off
from tests.factories.desks import Desk
from workers.actor import ACTORS
from workers.attempt import attempt


@pytest.fixture
def asked(ben: Person, paid_desk: Desk) -> int:
    work_off()
    booking_id: int = ask(ben, paid_desk, paid_desk.at(10)).get_json()["data"]["id"]
    return booking_id


def take() -> Task:
    """Claim the one reservation that is due."""
    [(task_id, actor)] = due()
    task = claim(task_id, actor)
    assert task is not None
    return task


def lease_runs_out(task: Task) -> None:
    execute("UPDATE tasks SET lease_until = now() - interval '1 second' WHERE id = :id", id=task.id)


def state_of(task: Task) -> str:
    state: str = execute("SELECT state FROM tasks WHERE id = :id", id=task.id)
    return state


def test_a_worker_that_lost_its_lease_writes_nothing(ben: Person, asked: int) -> None:
    frozen = take()
    lease_runs_out(frozen)
    quick = claim(frozen.id, frozen.actor)
    assert quick is not None
    before = written()

    with pytest.raises(LeaseLost):
        ACTORS[frozen.actor].work(frozen, asked)

    assert written() == before
    assert standing(ben, asked)[0] == "REQUESTED"
    reserve({asked: quick})
    assert standing(ben, asked) == ("PENDING", "HELD", None)
    assert state_of(quick) == "done"


def test_a_worker_that_wakes_up_after_the_decision_changes_nothing(ben: Person, asked: int) -> None:
    frozen = take()
    lease_runs_out(frozen)
    quick = claim(frozen.id, frozen.actor)
    assert quick is not None
    reserve({asked: quick})
    before, data = written(), seen(ben, asked)

    fate = attempt(ACTORS[frozen.actor], frozen)

    assert fate is Fate.LOST
    assert (written(), seen(ben, asked)) == (before, data)


def test_a_crash_between_claim_and_write_is_made_good(ben: Person, asked: int) -> None:
    crashed = take()
    assert due() == []
    lease_runs_out(crashed)

    again = claim(crashed.id, crashed.actor)

    assert again is not None
    assert again.attempts == 2
    assert attempt(ACTORS[again.actor], again) is None
    assert standing(ben, asked) == ("PENDING", "HELD", None)


def test_deciding_twice_is_harmless(ben: Person, asked: int) -> None:
    work_off()
    data, events = seen(ben, asked), history(asked)
    execute(
        "UPDATE tasks SET state = 'ready', attempts = 0"
        " WHERE actor = 'bookings.reserve' AND args->>'booking_id' = :id",
        id=str(asked),
    )

    work_off()

    assert (seen(ben, asked), history(asked)) == (data, events)
    assert occupied(asked) == 1
    assert execute("SELECT count(*) FROM payments WHERE booking_id = :id", id=asked) == 1


def test_a_booking_cancelled_under_the_workers_hands_is_not_reserved(ben: Person, asked: int) -> None:
    task = take()
    ben.delete(f"/v1/bookings/{asked}")

    fate = attempt(ACTORS[task.actor], task)

    assert fate is None
    assert state_of(task) == "done"
    assert standing(ben, asked)[0] == "CANCELLED"
