from collections.abc import Callable

import psycopg
import pytest
import structlog
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.db import ledger, session
from app.db.ledger import Fate, Task
from app.kernel.errors import PermanentError, TransientError
from tests.support.ledger import RESERVE, claimed, let_pass, owe, run, stored
from tests.support.plant import doing, nothing
from workers.actor import Actor
from workers.attempt import attempt

pytestmark = pytest.mark.usefixtures("bell")


def failing(error: Exception, times: int = 1_000) -> Callable[[Task], None]:
    calls: list[int] = []

    def work(task: Task) -> None:
        calls.append(task.attempts)
        if len(calls) <= times:
            raise error

    return work


def test_a_finished_task_is_done() -> None:
    task = claimed(owe(booking_id=7))

    assert attempt(doing(nothing), task) is None
    assert stored(task.id).state == "done"


def test_an_actor_works_under_the_request_that_caused_its_task() -> None:
    seen: dict[str, object] = {}
    structlog.contextvars.clear_contextvars()
    with structlog.contextvars.bound_contextvars(request_id="req-1"):
        task = claimed(owe(booking_id=7))

    attempt(doing(lambda _: seen.update(structlog.contextvars.get_contextvars())), task)

    assert seen == {"request_id": "req-1", "task_id": str(task.id), "actor": RESERVE.name}
    assert structlog.contextvars.get_contextvars() == {}


def test_an_actor_that_forgets_to_finish_is_seen_at_once() -> None:
    task = claimed(owe(booking_id=7))

    assert attempt(Actor(RESERVE, nothing, 1), task) is Fate.DEAD
    assert "without ledger.finish" in stored(task.id).last_error


def test_what_will_never_work_dies_at_once() -> None:
    task = claimed(owe(booking_id=7))

    assert attempt(doing(failing(PermanentError("card declined"))), task) is Fate.DEAD
    assert stored(task.id).last_error == "PermanentError: card declined"


@pytest.mark.parametrize("error", [TransientError("503"), ZeroDivisionError("a bug")])
def test_everything_else_is_tried_again_later(error: Exception) -> None:
    task = claimed(owe(booking_id=7))

    assert attempt(doing(failing(error)), task) is Fate.RETRY
    assert stored(task.id).state == "ready"


@pytest.mark.parametrize(
    ("error", "soonest", "latest"),
    [
        (TransientError("503"), 0, 1),
        (OperationalError("SELECT", {}, psycopg.OperationalError()), 0, 1),
        (ZeroDivisionError("a bug"), 14, 31),
        (psycopg.errors.InvalidTextRepresentation(), 14, 31),
        (ProgrammingError("SELECT", {}, psycopg.errors.UndefinedColumn()), 14, 31),
    ],
)
def test_a_mistake_of_ours_is_given_more_time_than_an_outage(
    error: Exception, soonest: int, latest: int
) -> None:
    task = claimed(owe(booking_id=7))

    attempt(doing(failing(error)), task)

    [(seconds,)] = run("SELECT extract(epoch FROM run_at - now())::float FROM tasks")
    assert soonest - 1 < seconds < latest


@pytest.mark.parametrize(("lost_races", "fate"), [(2, None), (3, Fate.RETRY)])
def test_a_lost_race_in_the_database_is_repeated_at_most_three_times(
    lost_races: int, fate: Fate | None
) -> None:
    deadlock = OperationalError("UPDATE", {}, psycopg.errors.DeadlockDetected())
    task = claimed(owe(booking_id=7))

    assert attempt(doing(failing(deadlock, times=lost_races)), task) is fate


def test_a_worker_that_lost_its_lease_lets_go() -> None:
    task = claimed(owe(booking_id=7))
    let_pass(6)
    successor = claimed(task.id)

    assert attempt(doing(nothing), task) is Fate.LOST
    assert stored(task.id).lease_token == successor.lease_token


def test_without_a_database_the_lease_runs_out() -> None:
    task = claimed(owe(booking_id=7))
    installed = session.database()
    session.install(session.connect("postgresql://nobody@127.0.0.1:1/none"))

    try:
        fate = attempt(doing(nothing), task)
    finally:
        session.install(installed)

    assert fate is Fate.LOST
    assert stored(task.id).state == "running"


def test_a_result_that_was_rolled_back_is_no_result() -> None:
    task = claimed(owe(booking_id=7))

    def work(task: Task, **_: object) -> None:
        with session.transaction() as transaction:
            ledger.finish(transaction, task)
            raise TransientError("after the write")

    assert attempt(Actor(RESERVE, work, 1), task) is Fate.RETRY
    assert stored(task.id).state == "ready"
