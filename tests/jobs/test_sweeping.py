import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from app.adapters.tasks.memory import MemoryBell
from app.db import session
from jobs.sweeping import BATCH, Sweeper
from tests.patience import eventually
from tests.support.ledger import let_pass, owe


def figure(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_a_sweep_rings_until_nothing_is_left(bell: MemoryBell) -> None:
    with session.transaction() as work:
        work.connection().exec_driver_sql(
            "INSERT INTO tasks (id, actor, queue, max_attempts)"
            " SELECT gen_random_uuid(), 'bookings.reserve', 'reservations', 3 FROM generate_series(1, %s)",
            (BATCH + 1,),
        )

    Sweeper().sweep()

    assert len(bell.rung) == BATCH + 1


def test_the_loop_outlives_an_outage_of_the_database_and_says_so_once(bell: MemoryBell) -> None:
    owe(booking_id=7)
    let_pass(3)
    bell.rung.clear()
    installed = session.database()
    session.install(session.connect("postgresql://nobody@127.0.0.1:1/none"))
    sweeper = Sweeper()

    with capture_logs() as logs:
        sweeper.start()
        eventually(lambda: logs)
        session.install(installed)
        eventually(lambda: bell.rung)
        eventually(lambda: len(logs) == 2)
        sweeper.stop()

    assert [line["event"] for line in logs] == ["the sweep fails", "the sweep works again"]


@pytest.mark.usefixtures("bell")
def test_the_loop_shows_that_it_lives_and_how_far_the_workers_are_behind() -> None:
    before = figure("scheduler_last_sweep_timestamp_seconds")
    owe(booking_id=7)
    sweeper = Sweeper()

    sweeper.start()
    eventually(lambda: figure("tasks_due", queue="reservations") == 1)
    sweeper.stop()

    assert figure("scheduler_last_sweep_timestamp_seconds") > before
