import os
import threading
from collections.abc import Iterator
from pathlib import Path

import dramatiq
import pytest

from app.db import session
from config import settings
from tests.factories.installed import installed_database
from tests.support.ledger import RESERVE, claimed, finish, let_pass, owe, run
from workers.actor import ACTORS
from workers.boot import boot
from workers.broker import LedgerBroker
from workers.middleware import Closing, ParentWatch
from workers.rings import answer


@pytest.fixture
def booted(database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[LedgerBroker]:
    """This process as a worker process; what was installed before is there again afterwards."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("REDIS_URL", redis_url)
    settings.load.cache_clear()
    before = installed_database()
    made = boot()
    own = session.database()
    yield made
    own.dispose()
    if before is not None:
        session.install(before)
    settings.load.cache_clear()


@pytest.mark.usefixtures("bell")
def test_a_worker_process_knows_every_actor_and_nothing_of_dramatiqs_retries(booted: LedgerBroker) -> None:
    assert set(booted.actors) == set(ACTORS)
    assert dramatiq.get_broker() is booted
    assert {type(each).__name__ for each in booted.middleware}.isdisjoint(
        {"Retries", "TimeLimit", "Shutdown"}
    )
    assert booted.actors[RESERVE.name].queue_name == RESERVE.queue


def test_a_worker_whose_master_is_gone_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[int] = []
    gone = threading.Event()
    watch = ParentWatch(leave=lambda code: (left.append(code), gone.set()), pulse=0.001)
    watch.after_process_boot(LedgerBroker("redis://127.0.0.1:1", middleware=[]))

    monkeypatch.setattr(os, "getppid", lambda: 1)

    assert gone.wait(5)
    assert left == [1]


@pytest.mark.usefixtures("bell")
def test_a_worker_that_stops_leaves_no_connection_and_no_figures_of_a_living_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / f"gauge_liveall_{os.getpid()}.db"
    own.touch()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))

    broker = LedgerBroker("redis://127.0.0.1:1", middleware=[])
    Closing().after_worker_shutdown(broker, dramatiq.Worker(broker))

    assert session.database().engine.pool.checkedin() == 0  # type: ignore[attr-defined]
    assert not own.exists()


@pytest.mark.usefixtures("bell")
def test_old_rows_are_dropped_by_a_task_of_their_own(booted: LedgerBroker) -> None:
    del booted  # its actors
    finish(claimed(owe(booking_id=7)))
    let_pass(8 * 86_400)
    task_id = owe("operations.clean")

    answer(ACTORS["operations.clean"], task_id)

    assert [(row.id, row.state) for row in run("SELECT id, state FROM tasks")] == [(task_id, "done")]
