from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from app.db import ledger
from app.db.ledger import Fate, LeaseLost
from app.db.ledger.settle import describe
from app.db.session import statements, transaction
from tests.support.ledger import RESERVE, claimed, finish, let_pass, owe, run, stored

pytestmark = pytest.mark.usefixtures("bell")
LEASE = RESERVE.patience.lease.total_seconds()


def test_a_finished_task_is_done_with_its_effect() -> None:
    task = claimed(owe(booking_id=7))

    with transaction() as session:
        ledger.finish(session, task)
        ledger.enqueue(session, "bookings.complete", booking_id=7)

    assert task.settled
    assert stored(task.id).state == "done"
    assert len(run("SELECT id FROM tasks WHERE actor = 'bookings.complete'")) == 1


def test_a_task_without_an_effect_is_finished_by_one_statement() -> None:
    task = claimed(owe(booking_id=7))

    with statements() as connection:
        ledger.finish(connection, task)

    assert stored(task.id).state == "done"


def test_an_effect_that_fails_leaves_the_task_in_work() -> None:
    task = claimed(owe(booking_id=7))

    def work() -> None:
        with transaction() as session:
            ledger.finish(session, task)
            raise TimeoutError

    with pytest.raises(TimeoutError):
        work()

    assert stored(task.id).state == "running"


def test_a_worker_that_was_frozen_beyond_its_lease_writes_nothing() -> None:
    frozen = claimed(owe(booking_id=7))
    let_pass(LEASE + 0.1)
    successor = claimed(frozen.id)

    def thaw() -> None:
        with transaction() as session:
            ledger.enqueue(session, "bookings.complete", booking_id=7)
            ledger.finish(session, frozen)

    with pytest.raises(LeaseLost):
        thaw()

    assert run("SELECT id FROM tasks WHERE actor = 'bookings.complete'") == []
    assert ledger.fail(frozen, ValueError("late")) is Fate.LOST
    finish(successor)
    assert stored(frozen.id).state == "done"


def test_a_late_worker_whose_task_nobody_took_may_still_finish() -> None:
    task = claimed(owe(booking_id=7))
    let_pass(LEASE + 0.1)

    finish(task)

    assert stored(task.id).state == "done"


def test_a_task_is_finished_once() -> None:
    task = claimed(owe(booking_id=7))
    finish(task)

    with pytest.raises(LeaseLost):
        finish(task)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts=st.integers(min_value=1, max_value=RESERVE.patience.tries - 1))
def test_the_way_back_grows_with_each_try_and_is_bounded(attempts: int) -> None:
    task = claimed(owe(booking_id=7))
    run("UPDATE tasks SET attempts = :n WHERE id = :id", n=attempts, id=task.id)
    patience = RESERVE.patience
    longest = min(patience.cap, patience.base * 2 ** (attempts - 1))

    fate = ledger.fail(task, TimeoutError("slow"))

    (row,) = run("SELECT run_at - now() AS wait, rung_at FROM tasks WHERE id = :id", id=task.id)
    assert fate is Fate.RETRY
    assert longest * 0.5 - timedelta(seconds=0.2) <= row.wait <= longest
    assert row.rung_at is None


def test_a_task_whose_tries_are_used_up_is_dead() -> None:
    task = claimed(owe(booking_id=7))
    run("UPDATE tasks SET attempts = max_attempts WHERE id = :id", id=task.id)

    assert ledger.fail(task, TimeoutError("slow")) is Fate.DEAD
    assert stored(task.id).state == "dead"


def test_a_permanent_failure_is_dead_at_once() -> None:
    task = claimed(owe(booking_id=7))

    assert ledger.fail(task, ValueError("never"), permanent=True) is Fate.DEAD
    row = stored(task.id)
    assert (row.state, row.last_error) == ("dead", "ValueError: never")


def test_a_lease_is_prolonged_only_for_its_holder() -> None:
    mine, lost = claimed(owe(booking_id=1)), claimed(owe(booking_id=2))
    run("UPDATE tasks SET lease_token = gen_random_uuid() WHERE id = :id", id=lost.id)

    ledger.extend([(mine, timedelta(minutes=5)), (lost, timedelta(minutes=5))])

    left = dict(run("SELECT id, extract(epoch FROM lease_until - now())::int FROM tasks"))  # type: ignore[arg-type]
    assert left[mine.id] > 290
    assert left[lost.id] <= LEASE


def test_the_error_of_a_database_is_told_without_the_rows_it_quotes() -> None:
    task_id = owe(booking_id=7)

    with pytest.raises(IntegrityError) as caught:
        run("INSERT INTO tasks (id, actor, queue, max_attempts) VALUES (:id, 'a', 'q', 1)", id=task_id)

    assert describe(caught.value) == "UniqueViolation 23505"
