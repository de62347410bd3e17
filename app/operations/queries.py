"""What operators ask about tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select, text
from sqlalchemy.orm import Session

from app.db.ledger.models import TaskRow
from app.http.paging import Page, Paging


class State(StrEnum):
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which tasks; what is None filters nothing. `error` is how the last error begins."""

    state: State | None = None
    actor: str | None = None
    queue: str | None = None
    error: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The states are written as literals, so that the planner knows their partial indexes."""
        wanted = {TaskRow.actor: self.actor, TaskRow.queue: self.queue}
        conditions: list[ColumnElement[bool]] = [
            column == value for column, value in wanted.items() if value is not None
        ]
        if self.error is not None:
            conditions.append(TaskRow.last_error.startswith(self.error, autoescape=True))
        if self.state is not None:
            conditions.append(text(f"state = '{self.state.value}'"))  # type: ignore[arg-type]
        return conditions


_TOP = text("""
SELECT queue,
  count(*) FILTER (WHERE state = 'ready' AND run_at <= now()) AS due,
  count(*) FILTER (WHERE state = 'ready' AND run_at > now()) AS scheduled,
  count(*) FILTER (WHERE state = 'running') AS running,
  count(*) FILTER (WHERE state = 'dead') AS dead,
  greatest(extract(epoch FROM now() - min(run_at) FILTER (WHERE state = 'ready')), 0)::float8
    AS oldest_due_seconds
FROM tasks WHERE state = 'ready' OR state = 'running' OR state = 'dead'
GROUP BY queue ORDER BY queue
""")


def tasks(session: Session, wanted: TaskFilter, paging: Paging) -> Page:
    """One page, the newest first."""
    conditions = wanted.conditions()
    total = session.scalar(select(func.count()).select_from(TaskRow).where(*conditions)) or 0
    rows = session.scalars(
        select(TaskRow)
        .where(*conditions)
        .order_by(TaskRow.id.desc())
        .offset(paging.offset)
        .limit(paging.size)
    )
    return Page(rows.all(), total, paging)


def task(session: Session, task_id: UUID) -> TaskRow | None:
    return session.get(TaskRow, task_id, populate_existing=True)


def dead_tasks(session: Session, wanted: TaskFilter, limit: int) -> Sequence[UUID]:
    """The oldest dead tasks of an actor, a queue or an error."""
    chosen = replace(wanted, state=State.DEAD)
    return session.scalars(
        select(TaskRow.id).where(*chosen.conditions()).order_by(TaskRow.done_at).limit(limit)
    ).all()


def top(session: Session) -> Sequence[Row[Any]]:
    """Each queue with anything in it: depth by kind, and the age of what waits longest."""
    return session.execute(_TOP).all()
