"""Answering a ring: claim what it stands for, work on it, and say which tasks died of it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from app.db import ledger
from app.db.ledger import Exhausted, Fate, Task
from workers.actor import Actor
from workers.attempt import DATABASE_ERRORS, attempt, attempt_together
from workers.leases import keeper

REMEMBERED = 10_000

log = structlog.get_logger(__name__)


class Taken:
    """Tasks that this process took in batches and has in work or done: their own rings need no answer.

    Believed for one lease alone; a task that was not done is forgotten at once, so that it can be rung again.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._until: OrderedDict[UUID, float] = OrderedDict()

    def __contains__(self, task_id: UUID) -> bool:
        return self._until.get(task_id, 0.0) > time.monotonic()

    def add(self, task_ids: Iterable[UUID], lease: timedelta) -> None:
        until = time.monotonic() + lease.total_seconds()
        with self._lock:
            self._until.update(dict.fromkeys(task_ids, until))
            while len(self._until) > self._size:
                self._until.popitem(last=False)

    def forget(self, task_id: UUID) -> None:
        with self._lock:
            self._until.pop(task_id, None)


_taken = Taken(REMEMBERED)


def answer(actor: Actor, task_id: UUID) -> Sequence[UUID]:
    """Do the rung task, and others of its kind if the actor takes batches. Returns those that died."""
    if task_id in _taken:
        return ()
    dead: list[UUID] = []
    try:
        tasks = _claim(actor, task_id)
    except Exhausted as end:
        dead, tasks = [end.task_id], end.claimed
    except DATABASE_ERRORS as error:
        log.warning("cannot claim, the sweep will ring again", error=type(error).__name__)
        return ()
    if dead:
        log.error("task is dead", task_id=str(task_id), actor=actor.kind.name, error="worker vanished")
    with keeper.holding(tasks, actor.kind.patience):
        for group in _groups(tasks):
            attempt_together(actor, group)
        for task in tasks:
            if task.given_back:
                _taken.forget(task.id)
        left = [task for task in tasks if not task.settled]
        dead += [task.id for task in left if _work_on(actor, task) is Fate.DEAD]
    return dead


def _groups(tasks: Sequence[Task]) -> Sequence[Sequence[Task]]:
    """Those that were never tried before first: what always fails spoils at most one batch of theirs."""
    fresh = [task for task in tasks if task.attempts == 1]
    return fresh, [task for task in tasks if task.attempts > 1]


def _claim(actor: Actor, task_id: UUID) -> Sequence[Task]:
    if actor.batch == 1:
        task = ledger.claim(actor.kind, task_id)
        return (task,) if task else ()
    tasks = ledger.claim_due(actor.kind, task_id, limit=actor.batch)
    _taken.add((task.id for task in tasks), actor.kind.patience.lease)
    return tasks


def _work_on(actor: Actor, task: Task) -> Fate | None:
    fate = attempt(actor, task)
    if fate is not None:
        _taken.forget(task.id)
    return fate
