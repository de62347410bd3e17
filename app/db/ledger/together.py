"""Ending many tries at once: each write counts for those whose lease is ours."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.db.ledger.settle import describe, trace
from app.db.ledger.task import Task
from app.db.session import statements
from app.kernel.tasks import CATALOGUE

_HELD = """
FROM unnest(cast(:ids AS uuid[]), cast(:tokens AS uuid[])) AS held(id, token)
WHERE tasks.id = held.id AND tasks.lease_token = held.token
"""
_FINISH = text(f"""
UPDATE tasks SET state = 'done', done_at = now(), lease_token = NULL, lease_until = NULL {_HELD}
RETURNING tasks.id
""")  # noqa: S608 - constants are put together, values are bound
_GIVE_BACK = text(f"""
UPDATE tasks SET state = 'ready', lease_token = NULL, lease_until = NULL, rung_at = NULL,
  last_error = :error, last_trace = :trace,
  run_at = now() + make_interval(secs =>
    least(:cap, :base * power(2, least(attempts - 1, 30))) * (0.5 + random() / 2)) {_HELD}
  AND attempts < max_attempts
RETURNING tasks.id
""")  # noqa: S608 - constants are put together, values are bound


def finish_all(session: Session, tasks: Sequence[Task]) -> None:
    """Mark those done whose lease is ours; the others stay unsettled, and learn of it when tried alone."""
    done = set(session.scalars(_FINISH, _held(tasks)))
    for task in tasks:
        if task.id in done:
            task.settle()


def give_back(tasks: Sequence[Task], error: BaseException) -> None:
    """All of them for a later try: what failed lies outside of each. One on its last try is left to die."""
    patience = CATALOGUE[tasks[0].actor].patience
    values = {
        **_held(tasks),
        "base": patience.base.total_seconds(),
        "cap": patience.cap.total_seconds(),
        "error": describe(error),
        "trace": trace(error),
    }
    with statements() as connection:
        back = set(connection.execute(_GIVE_BACK, values).scalars())
    for task in tasks:
        if task.id in back:
            task.give_back()


def _held(tasks: Sequence[Task]) -> dict[str, Any]:
    return {"ids": [task.id for task in tasks], "tokens": [task.lease_token for task in tasks]}
