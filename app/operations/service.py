"""Letting tasks try again, and giving them up."""

from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from app.db import ledger, trail
from app.db.ledger.models import TaskRow
from app.kernel.errors import Conflict, NotFound
from app.operations import queries
from app.operations.queries import TaskFilter

MANY = 1000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Discard:
    task_id: UUID
    reason: str


def show(session: Session, task_id: UUID) -> TaskRow:
    """Raises NotFound."""
    found = queries.task(session, task_id)
    if found is None:
        raise NotFound
    return found


def replay(session: Session, task_id: UUID) -> TaskRow:
    """Give a dead or discarded task all its tries again, from now on."""
    if not ledger.replay(session, [task_id]):
        show(session, task_id)
        raise Conflict("Only a dead or discarded task can be replayed.")
    trail.record(session, "task.replayed", "task", task_id)
    log.info("task replayed", task_id=str(task_id))
    return show(session, task_id)


def replay_dead(session: Session, wanted: TaskFilter) -> int:
    """Replay the dead tasks of an actor or a queue, at most a thousand at a time. Returns how many."""
    replayed = ledger.replay(session, queries.dead_tasks(session, wanted, MANY))
    for task_id in replayed:
        trail.record(session, "task.replayed", "task", task_id)
    log.info("tasks replayed", count=len(replayed), actor=wanted.actor, queue=wanted.queue)
    return len(replayed)


def discard_dead(session: Session, wanted: TaskFilter, reason: str) -> int:
    """Give up the dead tasks of a filter, at most a thousand at a time. Returns how many."""
    chosen = queries.dead_tasks(session, wanted, MANY)
    discarded = sum(ledger.discard(session, task_id, reason) for task_id in chosen)
    log.info("tasks discarded", count=discarded, actor=wanted.actor, queue=wanted.queue)
    return discarded


def discard(session: Session, command: Discard) -> TaskRow:
    """Give up a task that waits or is dead; the reason stays with it."""
    if not ledger.discard(session, command.task_id, command.reason):
        show(session, command.task_id)
        raise Conflict("Only a waiting or dead task can be discarded.")
    trail.record(session, "task.discarded", "task", command.task_id)
    log.info("task discarded", task_id=str(command.task_id))
    return show(session, command.task_id)
