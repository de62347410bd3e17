"""Doing the indexing inside the test's process: the ledger's due search tasks, through the real actors."""

from uuid import UUID

from sqlalchemy import text

import workers.tasks.search
from app.db import ledger
from app.db.session import statements
from workers.actor import ACTORS
from workers.attempt import attempt

assert workers.tasks.search  # declares the actors

_DUE = text(
    "SELECT id, actor FROM tasks WHERE state = 'ready' AND run_at <= now() AND actor = 'search.index'"
)


def due() -> list[tuple[UUID, str]]:
    with statements() as connection:
        return [(row[0], row[1]) for row in connection.execute(_DUE)]


def work_off() -> int:
    """Try each due task once; those that a mate settled are done already. How many were tried."""
    return sum(work_on(task_id, actor) for task_id, actor in due())


def work_on(task_id: UUID, actor: str) -> bool:
    task = ledger.claim(ACTORS[actor].kind, task_id)
    if task is None:
        return False
    attempt(ACTORS[actor], task)
    return True
