"""Writing owed work in the transaction that makes it necessary."""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import DateTime, bindparam, case, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db.ledger.models import TaskRow
from app.db.session import RINGS
from app.kernel.ids import uuid7
from app.kernel.tasks import CATALOGUE
from app.ports.tasks import Ring

_RUN_AT = bindparam("task_run_at", type_=DateTime(timezone=True))

# A task without a time of its own is due now by the database's clock and counts as rung: the edge rings it.
INSERT_TASK = (
    insert(TaskRow)
    .values(
        id=bindparam("task_id"),
        actor=bindparam("task_actor"),
        queue=bindparam("task_queue"),
        args=bindparam("task_args"),
        dedupe_key=bindparam("task_dedupe_key"),
        max_attempts=bindparam("task_max_attempts"),
        run_at=func.coalesce(_RUN_AT, func.now()),
        rung_at=case((_RUN_AT.is_(None), func.now())),
        request_id=bindparam("task_request_id"),
    )
    .on_conflict_do_nothing()
    .returning(TaskRow.id)
)


def parameters(
    name: str, *, run_at: datetime | None = None, dedupe_key: str | None = None, **args: Any
) -> dict[str, Any]:
    """The bind parameters of INSERT_TASK for one piece of work: hot paths embed it in a larger statement.

    Raises:
        KeyError: `name` is not in the catalogue.
    """
    kind = CATALOGUE[name]
    return {
        "task_id": uuid7(),
        "task_actor": kind.name,
        "task_queue": kind.queue,
        "task_args": args,
        "task_dedupe_key": dedupe_key,
        "task_max_attempts": kind.patience.tries,
        "task_run_at": run_at,
        "task_request_id": structlog.contextvars.get_contextvars().get("request_id"),
    }


def ring_of(values: dict[str, Any]) -> Ring:
    """The wake-up that belongs to the parameters of one task."""
    return Ring(values["task_id"], values["task_actor"], values["task_queue"])


def enqueue(
    session: Session, name: str, *, run_at: datetime | None = None, dedupe_key: str | None = None, **args: Any
) -> UUID | None:
    """Owe one piece of work: `args` are ids and other small JSON values, never data to be believed later.

    Returns:
        The task's id, or None where a task with the same `dedupe_key` stands already.
    """
    values = parameters(name, run_at=run_at, dedupe_key=dedupe_key, **args)
    task_id: UUID | None = session.execute(INSERT_TASK, values).scalar_one_or_none()
    if task_id is not None and run_at is None:
        session.info.setdefault(RINGS, []).append(ring_of(values))
    return task_id
