"""Doing the indexing inside the test's process: the ledger's due search tasks, through the real actors."""

from uuid import UUID

from sqlalchemy import text

import workers.tasks.search
from app.db.session import statements
from workers.actor import ACTORS
from workers.rings import answer

assert workers.tasks.search  # declares the actors

# What is gathered, and what waits for another try, is due at once.
_DUE = text(
    "UPDATE tasks SET run_at = now() WHERE state = 'ready' AND actor = 'search.index' RETURNING id, actor"
)


def due() -> list[tuple[UUID, str]]:
    with statements() as connection:
        return [(row[0], row[1]) for row in connection.execute(_DUE)]


def work_off() -> int:
    """Answer a ring for each due task; those that a batch took along are done already. How many were due."""
    tasks = due()
    for task_id, actor in tasks:
        answer(ACTORS[actor], task_id)
    return len(tasks)
