"""Real worker processes, killed and frozen: every task has its effect, once, in time."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from app.adapters.redis.link import Link
from app.adapters.tasks.dramatiq_redis import DramatiqBell
from app.adapters.tasks.memory import MemoryBell
from jobs.sweeping import Sweeper
from tests.patience import eventually
from tests.support.ledger import let_pass, owe, run, stored, use_bell

COMMAND = [
    sys.executable,
    "-m",
    "dramatiq",
    "tests.support.worker_main",
    "--processes",
    "1",
    "--threads",
    "2",
]
BOOT = 60  # seconds that a busy machine may take to start a few processes
Starter = Callable[[int], list[subprocess.Popen[bytes]]]


@pytest.fixture
def notes(redis_url: str) -> Iterator["redis.Redis"]:
    """What the workers write down; empty at the start."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
        yield client


@pytest.fixture
def start_workers(notes: "redis.Redis", database_url: str, redis_url: str) -> Iterator[Starter]:
    """Start so many worker sets, each of one process; whatever of them lives at the end is killed."""
    env = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "BOOKMYTIME_ENVIRONMENT": "test",
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(count: int) -> list[subprocess.Popen[bytes]]:
        options = {"env": env, "start_new_session": True, "stderr": subprocess.DEVNULL}
        started.extend(subprocess.Popen(COMMAND, **options) for _ in range(count))
        eventually(lambda: int(notes.get("ready") or 0) == count, within=BOOT)
        return started

    yield start
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def sweeping(bell: MemoryBell, redis_url: str) -> Iterator[None]:
    """The sweep of the scheduler process, ringing for the worker processes."""
    del bell
    use_bell(DramatiqBell(Link(redis_url)))
    sweeper = Sweeper()
    sweeper.start()
    yield
    sweeper.stop()


def effects() -> int:
    return len(run("SELECT id FROM tasks WHERE actor = 'bookings.complete'"))


def worker_at_work(notes: "redis.Redis") -> int:
    """The id of the process that works on the task, once one does."""
    return int(eventually(lambda: notes.lindex("workers", 0), within=15))


def is_gone(process_id: int) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return "State:\tZ" in Path(f"/proc/{process_id}/status").read_text()
    return True


@pytest.mark.usefixtures("sweeping")
def test_the_task_of_a_killed_worker_is_taken_up_within_ten_seconds(
    start_workers: Starter, notes: "redis.Redis"
) -> None:
    masters = start_workers(2)
    task_id = owe(booking_id=7)
    victim = worker_at_work(notes)

    os.kill(victim, signal.SIGKILL)

    eventually(lambda: stored(task_id).state == "done", within=10)
    assert (stored(task_id).attempts, effects()) == (2, 1)
    # Dramatiq ends the whole set of the victim, for its supervisor to start the next.
    eventually(lambda: any(master.poll() for master in masters), within=BOOT)


@pytest.mark.usefixtures("sweeping")
def test_a_worker_frozen_beyond_its_lease_writes_nothing_when_it_wakes(
    start_workers: Starter, notes: "redis.Redis"
) -> None:
    start_workers(2)
    task_id = owe(booking_id=7)
    frozen = worker_at_work(notes)
    os.kill(frozen, signal.SIGSTOP)
    let_pass(6)
    eventually(lambda: stored(task_id).state == "done", within=10)

    notes.set("go", "now")
    os.kill(frozen, signal.SIGCONT)

    eventually(lambda: notes.get("ended") == b"2")
    assert effects() == 1


@pytest.mark.usefixtures("sweeping")
def test_workers_do_not_outlive_their_master(start_workers: Starter, notes: "redis.Redis") -> None:
    (master,) = start_workers(1)
    owe(booking_id=7)
    orphan = worker_at_work(notes)

    master.kill()

    eventually(lambda: is_gone(orphan))
