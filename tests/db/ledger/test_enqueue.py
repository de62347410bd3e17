from datetime import UTC, datetime, timedelta

import pytest

from app.adapters.tasks.memory import MemoryBell
from app.db import ledger
from app.db.session import transaction
from tests.support.ledger import owe, run, stored


def test_the_bell_rings_for_a_task_once_it_is_committed(bell: MemoryBell) -> None:
    with transaction() as session:
        task_id = ledger.enqueue(session, "bookings.reserve", booking_id=7)
        rung_before_the_commit = list(bell.rung)

    assert rung_before_the_commit == []
    assert [ring.task_id for ring in bell.rung] == [task_id]


def test_a_task_of_a_transaction_that_fails_was_never_owed(bell: MemoryBell) -> None:
    def order() -> None:
        with transaction() as session:
            ledger.enqueue(session, "bookings.reserve", booking_id=7)
            raise TimeoutError

    with pytest.raises(TimeoutError):
        order()

    assert run("SELECT id FROM tasks") == []
    assert bell.rung == []


def test_a_task_for_later_is_left_to_the_sweep(bell: MemoryBell) -> None:
    task_id = owe("bookings.expire_hold", run_at=datetime.now(UTC) + timedelta(minutes=10), booking_id=7)

    assert bell.rung == []
    assert stored(task_id).rung_at is None


@pytest.mark.usefixtures("bell")
def test_one_dedupe_key_is_owed_once() -> None:
    with transaction() as session:
        first = ledger.enqueue(session, "operations.clean", dedupe_key="once")
        second = ledger.enqueue(session, "operations.clean", dedupe_key="once")

    assert first is not None
    assert second is None


@pytest.mark.usefixtures("bell")
def test_two_schedulers_owe_one_task_a_minute() -> None:
    minute = datetime(2026, 5, 1, 3, 17, tzinfo=UTC)

    with transaction() as session:
        owed = [ledger.job(session, "operations.clean", minute) for _ in range(2)]
        next_day = ledger.job(session, "operations.clean", minute + timedelta(days=1))

    assert [task_id is not None for task_id in owed] == [True, False]
    assert next_day is not None


@pytest.mark.usefixtures("bell")
def test_an_unknown_kind_of_work_is_refused_when_it_is_written() -> None:
    with pytest.raises(KeyError), transaction() as session:
        ledger.enqueue(session, "bookings.juggle")


@pytest.mark.usefixtures("bell")
def test_an_event_from_outside_is_received_once() -> None:
    event = {"source": "sandbox", "event_id": "evt_1", "kind": "paid", "reference": "pay_1"}

    with transaction() as session:
        first = ledger.receive(session, **event)
    with transaction() as session:
        again = ledger.receive(session, **event)

    assert (first, again) == (True, False)
