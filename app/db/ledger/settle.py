"""Ending a try. Each write is guarded by the lease's token: who lost the lease changes nothing."""

import traceback
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, bindparam, func, null, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.db.ledger.models import TaskRow
from app.db.ledger.task import Fate, LeaseLost, Task
from app.db.session import statements
from app.kernel.tasks import CATALOGUE, Patience

_LONGEST_ERROR = 1000
_DEEPEST = 20
_ROOT = Path(__file__).parents[3]

# A token stands in its row as long as the lease does, so it alone is the guard. A condition on `state` beside
# it would tempt the planner to walk a partial index, dead entries and all, instead of the primary key.

# Marks a task done where the lease is still ours. Hot paths embed it as a CTE beside their effect: no row
# from it means LeaseLost and a rollback, and after the commit they call `task.settle()`.
FINISH_TASK = (
    update(TaskRow)
    .where(TaskRow.id == bindparam("finish_id"), TaskRow.lease_token == bindparam("finish_token"))
    .values(state="done", done_at=func.now(), lease_token=null(), lease_until=null())
    .returning(TaskRow.id)
)

_FAIL = text("""
UPDATE tasks SET
  state = CASE WHEN :permanent OR attempts >= max_attempts THEN 'dead' ELSE 'ready' END,
  run_at = CASE WHEN :permanent OR attempts >= max_attempts THEN run_at ELSE now() + make_interval(secs =>
    least(:cap, :base * power(2, least(attempts - 1, 30))) * (0.5 + random() / 2)) END,
  done_at = CASE WHEN :permanent OR attempts >= max_attempts THEN now() END,
  lease_token = NULL, lease_until = NULL, rung_at = NULL, last_error = :error, last_trace = :trace
WHERE id = :id AND lease_token = :token
RETURNING state
""")

_POSTPONE = text("""
UPDATE tasks SET state = 'ready', run_at = :until, attempts = attempts - 1,
  lease_token = NULL, lease_until = NULL, rung_at = NULL
WHERE id = :id AND lease_token = :token RETURNING id
""")

_EXTEND = text("""
UPDATE tasks SET lease_until = now() + make_interval(secs => held.lease)
FROM unnest(cast(:ids AS uuid[]), cast(:tokens AS uuid[]), cast(:leases AS float8[]))
  AS held(id, token, lease)
WHERE tasks.id = held.id AND tasks.lease_token = held.token
""")


def finishing(task: Task) -> Mapping[str, Any]:
    """The bind parameters of FINISH_TASK."""
    return {"finish_id": task.id, "finish_token": task.lease_token}


def finish(session: Session | Connection, task: Task) -> None:
    """Mark the task done in the transaction of its effect; without an effect, on `statements()`.

    Raises:
        LeaseLost: let it pass, so that the transaction rolls back.
    """
    if session.execute(FINISH_TASK, finishing(task)).scalar_one_or_none() is None:
        raise LeaseLost(str(task.id))
    task.settle()


def postpone(session: Session, task: Task, until: datetime) -> None:
    """Give the task back for later without counting this try: nothing was tried.

    Raises:
        LeaseLost: let it pass, so that the transaction rolls back.
    """
    values = {"id": task.id, "token": task.lease_token, "until": until}
    if session.execute(_POSTPONE, values).scalar_one_or_none() is None:
        raise LeaseLost(str(task.id))
    task.settle()


def fail(
    task: Task, error: BaseException, *, permanent: bool = False, patience: Patience | None = None
) -> Fate:
    """Give the task back for a later try, or bury it: when `permanent`, or when its tries are used up.

    `patience` spreads the tries otherwise than the kind of the task does.
    """
    patience = patience or CATALOGUE[task.actor].patience
    values = {
        "id": task.id,
        "token": task.lease_token,
        "permanent": permanent,
        "base": patience.base.total_seconds(),
        "cap": patience.cap.total_seconds(),
        "error": describe(error),
        "trace": trace(error),
    }
    with statements() as connection:
        state = connection.execute(_FAIL, values).scalar_one_or_none()
    return {None: Fate.LOST, "ready": Fate.RETRY, "dead": Fate.DEAD}[state]


def extend(tasks: Sequence[tuple[Task, timedelta]]) -> None:
    """Prolong leases to `now + lease`. Those that are lost stay lost: their holder learns it at the end."""
    with statements() as connection:
        connection.execute(
            _EXTEND,
            {
                "ids": [task.id for task, _ in tasks],
                "tokens": [task.lease_token for task, _ in tasks],
                "leases": [lease.total_seconds() for _, lease in tasks],
            },
        )


def trace(error: BaseException) -> str:
    """Where it came from, the outermost call first: places alone, since texts may quote people's data."""
    frames = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    return "\n".join(f"{_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames)


def _place(path: str) -> str:
    """Of our own files the path inside the project."""
    file = Path(path)
    return str(file.relative_to(_ROOT)) if file.is_relative_to(_ROOT) else path


def describe(error: BaseException) -> str:
    """One line for the operator. A database error's own text is left out: it quotes rows and parameters."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, psycopg.Error):
        return f"{type(cause).__name__} {cause.sqlstate or ''}".strip()
    return f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]
