"""One try at one task, and what becomes of it."""

import time
from collections.abc import Sequence

import psycopg
import sentry_sdk
import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from app.db import ledger
from app.db.ledger import Fate, LeaseLost, Task
from app.db.ledger.settle import describe, trace
from app.db.locks import insistently
from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.kernel.tasks import PUZZLED, Patience
from workers import metrics
from workers.actor import Actor

DATABASE_ERRORS = (SQLAlchemyError, psycopg.Error)
OUTAGES = (OutsideError, OSError, RedisError, *DATABASE_ERRORS)
MISTAKES = (psycopg.DataError, psycopg.ProgrammingError)  # no database takes these, however often it is asked

log = structlog.get_logger(__name__)


class NotFinished(Exception):  # noqa: N818 - reads as what it is
    """An actor returned without `ledger.finish`: a bug, so the task dies at once and is seen."""


def attempt(actor: Actor, task: Task) -> Fate | None:
    """Work on a claimed task. None: it is done. Never raises what the work raises."""
    with structlog.contextvars.bound_contextvars(
        request_id=task.request_id, task_id=str(task.id), actor=task.actor
    ):
        started = time.perf_counter()
        fate = _worked(actor, task)
        metrics.observe(task, fate, time.perf_counter() - started)
        return fate


def attempt_together(actor: Actor, tasks: Sequence[Task]) -> None:
    """Work on several claimed tasks at once, where the actor can. What it leaves open is still to be done.

    Never raises what the work raises: a task that spoils it for the others is found when each is tried alone.
    Where the outside is away it is away for all of them, and all are given back.
    """
    if actor.together is None or not tasks[1:]:
        return
    started = time.perf_counter()
    try:
        actor.together(tasks)
    except TransientError as error:
        ledger.give_back(tasks, error)
        log.warning("batch given back", actor=actor.kind.name, tasks=len(tasks), error=describe(error))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, each task gets a try of its own
        log.warning("batch failed", actor=actor.kind.name, tasks=len(tasks), error=describe(error))
    seconds = (time.perf_counter() - started) / len(tasks)
    for task in tasks:
        if task.settled:
            metrics.observe(task, Fate.RETRY if task.given_back else None, seconds)


def _worked(actor: Actor, task: Task) -> Fate | None:
    try:
        insistently(lambda: _call(actor, task))
    except LeaseLost:
        log.warning("lease lost", attempts=task.attempts)
        return Fate.LOST
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the ledger decides what follows
        return _failed(task, error)
    return None


def _call(actor: Actor, task: Task) -> None:
    task.reopen()
    task.blame()
    actor.work(task, **task.args)
    if not task.settled:
        raise NotFinished(f"{task.actor} returned without ledger.finish")


def _patience(error: Exception) -> Patience | None:
    """An outage may be over in a moment, a mistake is not. None: as patient as the kind of the task."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return None if isinstance(cause, OUTAGES) and not isinstance(cause, MISTAKES) else PUZZLED


def _failed(task: Task, error: Exception) -> Fate:
    if not isinstance(error, OutsideError):
        sentry_sdk.capture_exception(error)
    facts = {"attempts": task.attempts, "error": describe(error), "where": trace(error).rpartition("\n")[2]}
    try:
        permanent = isinstance(error, PermanentError | NotFinished)
        fate = ledger.fail(task, error, permanent=permanent, patience=_patience(error))
    except DATABASE_ERRORS:
        log.warning("task failed and its lease must run out", **facts)
        return Fate.LOST
    if fate is Fate.DEAD:
        log.error("task is dead", **facts)
    else:
        log.warning("task failed", fate=fate, **facts)
    return fate
