"""Doing the workers' part of privacy inside the test's process."""

from sqlalchemy import text

import workers.tasks.privacy
from app.db.session import statements
from tests.bookings.working import work_on

assert workers.tasks.privacy  # declares the actors

_DUE = text(
    "SELECT id, actor FROM tasks WHERE state = 'ready' AND run_at <= now() AND actor LIKE 'privacy.%'"
)


def work_off() -> None:
    with statements() as connection:
        tasks = [(row[0], row[1]) for row in connection.execute(_DUE)]
    for task_id, actor in tasks:
        work_on(task_id, actor)
