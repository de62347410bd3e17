from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from app.adapters.tasks.memory import MemoryBell
from app.db import ledger
from app.ports.tasks import Ring
from tests.support.ledger import RESERVE, claimed, finish, let_pass, owe


def test_a_ring_that_nobody_answered_is_repeated_after_two_seconds(bell: MemoryBell) -> None:
    owe(booking_id=7)

    assert ledger.sweep(10) == []
    let_pass(2.1)
    assert ledger.sweep(10) == bell.rung
    assert ledger.sweep(10) == []


@pytest.mark.usefixtures("bell")
def test_a_task_for_later_is_rung_when_its_time_comes() -> None:
    task_id = owe(run_at=datetime.now(UTC) + timedelta(minutes=10))

    assert ledger.sweep(10) == []
    let_pass(601)
    assert ledger.sweep(10) == [Ring(task_id, RESERVE.name, RESERVE.queue)]


@pytest.mark.usefixtures("bell")
def test_a_task_whose_worker_is_gone_is_rung_when_its_lease_ends() -> None:
    task = claimed(owe(booking_id=7))
    let_pass(4)
    swept_within_the_lease = ledger.sweep(10)

    let_pass(2)

    assert swept_within_the_lease == []
    assert [ring.task_id for ring in ledger.sweep(10)] == [task.id]


@pytest.mark.usefixtures("bell")
def test_a_failed_task_is_rung_when_its_pause_is_over() -> None:
    task = claimed(owe(booking_id=7))
    ledger.fail(task, TimeoutError())

    let_pass(0.2)

    assert [ring.task_id for ring in ledger.sweep(10)] == [task.id]


@pytest.mark.usefixtures("bell")
def test_what_has_ended_is_never_rung() -> None:
    finish(claimed(owe(booking_id=1)))
    ledger.fail(claimed(owe(booking_id=2)), ValueError(), permanent=True)

    let_pass(3600)

    assert ledger.sweep(10) == []


@pytest.mark.usefixtures("bell")
def test_many_sweepers_ring_each_task_once() -> None:
    task_ids = {owe(booking_id=number) for number in range(60)}
    let_pass(3)

    with ThreadPoolExecutor(6) as threads:
        swept = [ring.task_id for rings in threads.map(ledger.sweep, [20] * 6) for ring in rings]

    assert len(swept) == len(set(swept))
    assert set(swept) <= task_ids


@pytest.mark.usefixtures("bell")
def test_the_lag_tells_depth_and_age_of_each_queue() -> None:
    owe(booking_id=1)
    let_pass(30)
    owe(booking_id=2)
    claimed(owe("operations.clean"))
    owe("bookings.complete", run_at=datetime.now(UTC) + timedelta(days=1))

    lags = {lag.queue: lag for lag in ledger.lag()}

    assert set(lags) == {"reservations", "bulk"}
    assert (lags["reservations"].due, lags["bulk"].running) == (2, 1)
    assert 30 <= lags["reservations"].oldest < 40
