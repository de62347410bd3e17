from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.db import ledger
from app.db.ledger import Exhausted
from app.kernel.ids import uuid7
from app.kernel.tasks import CATALOGUE
from tests.support.ledger import RESERVE, claimed, finish, let_pass, owe, run, stored

pytestmark = pytest.mark.usefixtures("bell")


def test_a_claim_counts_its_attempt_and_leases_the_task() -> None:
    task_id = owe(booking_id=7)

    task = ledger.claim(RESERVE, task_id)

    assert task is not None
    assert (task.args, task.attempts) == ({"booking_id": 7}, 1)
    row = stored(task_id)
    assert (row.state, row.attempts, row.lease_token) == ("running", 1, task.lease_token)


def test_a_task_is_claimed_by_one_of_many_threads() -> None:
    task_ids = [owe(booking_id=number) for number in range(40)]

    with ThreadPoolExecutor(8) as threads:
        tasks = list(threads.map(lambda task_id: ledger.claim(RESERVE, task_id), task_ids * 8))

    assert Counter(task.id for task in tasks if task) == Counter(task_ids)


def test_batches_of_many_threads_share_no_task_and_leave_none() -> None:
    task_ids = [owe(booking_id=number) for number in range(100)]

    def batch(task_id: UUID) -> Sequence[ledger.Task]:
        return ledger.claim_due(RESERVE, task_id, limit=5)

    with ThreadPoolExecutor(8) as threads:
        batches = list(threads.map(batch, task_ids))

    assert Counter(task.id for tasks in batches for task in tasks) == Counter(task_ids)


def test_a_batch_holds_the_rung_task_and_the_oldest_others_of_its_kind() -> None:
    oldest, older, young, rung = (owe(booking_id=number) for number in range(4))
    owe("bookings.complete", booking_id=9)
    let_pass(5)

    batch = ledger.claim_due(RESERVE, rung, limit=3)

    assert {task.id for task in batch} == {oldest, older, rung}
    assert stored(young).state == "ready"


def test_a_ring_for_a_finished_task_still_brings_others_that_are_due() -> None:
    done, waiting = owe(booking_id=1), owe(booking_id=2)
    finish(claimed(done))

    assert [task.id for task in ledger.claim_due(RESERVE, done, limit=4)] == [waiting]


def test_nothing_is_claimed_before_its_time() -> None:
    task_id = owe(run_at=datetime.now(UTC) + timedelta(minutes=1))

    assert ledger.claim(RESERVE, task_id) is None
    let_pass(61)
    assert ledger.claim(RESERVE, task_id) is not None


@pytest.mark.parametrize("kind", [CATALOGUE["bookings.complete"], CATALOGUE["operations.clean"]])
def test_an_actor_claims_no_work_of_another_kind(kind: object) -> None:
    assert ledger.claim(kind, owe(booking_id=7)) is None  # type: ignore[arg-type]


def test_an_unknown_task_is_nobodys() -> None:
    assert ledger.claim(RESERVE, uuid7()) is None


def test_a_lease_that_ran_out_is_taken_over() -> None:
    task_id = owe(booking_id=7)
    first = claimed(task_id)

    assert ledger.claim(RESERVE, task_id) is None
    let_pass(RESERVE.patience.lease.total_seconds() + 0.1)
    second = claimed(task_id)

    assert second.attempts == 2
    assert second.lease_token != first.lease_token


def test_a_task_that_kills_its_workers_dies_after_its_tries() -> None:
    task_id = owe(booking_id=7)
    mate = owe(booking_id=8)
    for _ in range(RESERVE.patience.tries):
        claimed(task_id)
        let_pass(RESERVE.patience.lease.total_seconds() + 0.1)

    with pytest.raises(Exhausted) as end:
        ledger.claim_due(RESERVE, task_id, limit=2)

    assert end.value.task_id == task_id
    assert [task.id for task in end.value.claimed] == [mate]
    assert stored(task_id).state == "dead"
    assert "vanished" in stored(task_id).last_error
    assert ledger.claim(RESERVE, task_id) is None


def test_a_claim_does_not_wait_for_the_disk_but_everything_after_it_does() -> None:
    claimed(owe(booking_id=7))

    assert [row.synchronous_commit for row in run("SHOW synchronous_commit")] == ["on"]
