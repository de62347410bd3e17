import pytest

from app.adapters.tasks.memory import MemoryBell
from app.db import ledger
from app.db.session import transaction
from tests.support.ledger import claimed, finish, let_pass, owe, run, stored


def test_a_dead_task_that_is_replayed_has_all_its_tries_again(bell: MemoryBell) -> None:
    task = claimed(owe(booking_id=7))
    ledger.fail(task, ValueError("never"), permanent=True)
    bell.rung.clear()

    with transaction() as session:
        replayed = ledger.replay(session, [task.id])

    assert list(replayed) == [task.id]
    assert [ring.task_id for ring in bell.rung] == [task.id]
    assert (stored(task.id).state, stored(task.id).attempts) == ("ready", 0)
    finish(claimed(task.id))


@pytest.mark.usefixtures("bell")
def test_only_what_was_given_up_is_replayed() -> None:
    ready, running, done = owe(booking_id=1), owe(booking_id=2), owe(booking_id=3)
    claimed(running)
    finish(claimed(done))

    with transaction() as session:
        assert ledger.replay(session, [ready, running, done]) == []


@pytest.mark.usefixtures("bell")
def test_a_waiting_task_can_be_given_up_with_a_reason() -> None:
    task_id = owe(booking_id=7)

    with transaction() as session:
        assert ledger.discard(session, task_id, "ordered by mistake")

    row = stored(task_id)
    assert (row.state, row.last_error) == ("cancelled", "discarded: ordered by mistake")


@pytest.mark.usefixtures("bell")
def test_a_task_in_work_or_done_cannot_be_given_up() -> None:
    running, done = owe(booking_id=1), owe(booking_id=2)
    claimed(running)
    finish(claimed(done))

    with transaction() as session:
        assert [ledger.discard(session, task_id, "no") for task_id in (running, done)] == [False, False]


@pytest.mark.usefixtures("bell")
def test_old_rows_go_and_the_dead_stay() -> None:
    old, dead = owe(booking_id=1), claimed(owe(booking_id=2))
    finish(claimed(old))
    ledger.fail(dead, ValueError(), permanent=True)
    let_pass(8 * 86_400)
    young = owe(booking_id=3)
    finish(claimed(young))

    dropped = ledger.clean(limit=1)

    assert dropped["tasks"] == 1
    assert {row.id for row in run("SELECT id FROM tasks")} == {dead.id, young}


@pytest.mark.usefixtures("bell")
def test_old_events_from_outside_go() -> None:
    for event_id in ("old", "young"):
        with transaction() as session:
            ledger.receive(session, source="sandbox", event_id=event_id, kind="paid", reference="x")
    run("UPDATE inbox SET received_at = now() - interval '61 days' WHERE event_id = 'old'")

    assert ledger.clean()["events"] == 1
    assert [row.event_id for row in run("SELECT event_id FROM inbox")] == ["young"]
