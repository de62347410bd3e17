"""Doing the workers' part inside the test's process: the ledger's due tasks, through the real actors."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from uuid import UUID

from sqlalchemy import text

import workers.tasks.bookings
from app.db import ledger
from app.db.ledger import Fate, Task
from app.db.session import statements
from workers.actor import ACTORS
from workers.attempt import attempt

assert workers.tasks.bookings  # declares the actors

_DUE = text("""
    SELECT id, actor FROM tasks
    WHERE state = 'ready' AND run_at <= now() AND actor LIKE 'bookings.%'
      AND (args ? 'booking_id' OR actor = 'bookings.recover')
    ORDER BY run_at, id
""")


def due() -> list[tuple[UUID, str]]:
    """The bookings' tasks that wait for a worker now."""
    with statements() as connection:
        return [(row[0], row[1]) for row in connection.execute(_DUE)]


def claim(task_id: UUID, actor: str) -> Task | None:
    return ledger.claim(ACTORS[actor].kind, task_id)


def work_off() -> int:
    """Do what is due and what follows from it until nothing is left; how many tasks that were."""
    count = 0
    while tasks := due():
        count += sum(work_on(task_id, actor) for task_id, actor in tasks)
    return count


def work_on(task_id: UUID, actor: str) -> bool:
    """Claim one task and do it. False: somebody else has it."""
    task = claim(task_id, actor)
    if task is None:
        return False
    fate = attempt(ACTORS[actor], task)
    assert fate in {None, Fate.LOST}, f"{actor} {task.args}: {fate}"
    return True


@contextmanager
def worker(*, once: int = 1) -> Iterator[None]:
    """A worker beside the test for as long as the block lasts; it begins once so many tasks are due."""
    stop = Event()

    def run() -> None:
        while len(due()) < once and not stop.wait(0.005):
            pass
        while not stop.wait(0.005):
            work_off()

    thread = Thread(target=run, name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
