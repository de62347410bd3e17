"""Taking work: one statement that leases it, so that two workers never hold one task."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from app.db.fast import Row, fetch
from app.db.ledger.task import Exhausted, Task
from app.kernel.tasks import Kind

# The attempt counts before the work: a task that kills its worker is buried once its tries are used up.
# A claim need not outlive a crash of PostgreSQL: forgotten, its token fits no row and the task is ready
# again. So this transaction alone does not wait for the disk.
_LEASE = """
UPDATE tasks SET
  state = CASE WHEN attempts < max_attempts THEN 'running' ELSE 'dead' END,
  attempts = least(attempts + 1, max_attempts),
  lease_token = CASE WHEN attempts < max_attempts THEN %(token)s::uuid END,
  lease_until = CASE WHEN attempts < max_attempts THEN now() + make_interval(secs => %(lease)s) END,
  done_at = CASE WHEN attempts < max_attempts THEN done_at ELSE now() END,
  last_error = CASE WHEN attempts < max_attempts THEN last_error
    ELSE 'the worker vanished on the last try' END
WHERE {which}
RETURNING id, actor, queue, args, attempts, max_attempts, lease_token, request_id, trace_context,
  greatest(extract(epoch FROM now() - run_at), 0)::float8 AS waited,
  set_config('synchronous_commit', 'off', true)
"""

# As a CASE, and not with AND and OR, so that the planner takes the primary key: the partial indexes on
# `state` are cheap by its estimates and full of dead entries in truth.
_OURS = """
id = %(id)s AND actor = %(actor)s
  AND CASE state WHEN 'ready' THEN run_at <= now() WHEN 'running' THEN lease_until < now() ELSE false END
"""
_ONE = _LEASE.format(which=_OURS)

# Nothing here waits for a lock: two batches that each hold what the other was rung for would deadlock.
_CANDIDATES = """
WITH rung AS MATERIALIZED (
  SELECT id FROM tasks WHERE {ours} FOR UPDATE SKIP LOCKED
), others AS MATERIALIZED (
  SELECT id FROM tasks
  WHERE state = 'ready' AND actor = %(actor)s AND run_at <= now() AND id <> %(id)s
  ORDER BY run_at LIMIT %(others)s FOR UPDATE SKIP LOCKED
)
"""
_SEVERAL = _CANDIDATES.format(ours=_OURS) + _LEASE.format(
    which="id = ANY(ARRAY(SELECT id FROM rung UNION ALL SELECT id FROM others))"
)


def claim(kind: Kind, task_id: UUID) -> Task | None:
    """Lease one task that is due, or whose lease has run out. None: there is nothing to do for us.

    Raises:
        Exhausted: its last try vanished with its worker; it is buried.
    """
    tasks = _claimed(_ONE, kind, task_id)
    return tasks[0] if tasks else None


def claim_due(kind: Kind, task_id: UUID, *, limit: int) -> Sequence[Task]:
    """Lease the rung task and up to `limit - 1` further ones of its kind that are due, the oldest first.

    Raises:
        Exhausted: the rung task is buried; its mates are claimed none the less.
    """
    return _claimed(_SEVERAL, kind, task_id, others=limit - 1)


def _claimed(sql: str, kind: Kind, task_id: UUID, **more: Any) -> Sequence[Task]:
    lease = kind.patience.lease.total_seconds()
    values = {"id": task_id, "actor": kind.name, "lease": lease, "token": uuid4()}
    rows = fetch(sql, values | more)
    tasks = [_task(row) for row in rows if row["lease_token"] is not None]
    if len(tasks) < len(rows):
        raise Exhausted(task_id, tasks)
    tasks.sort(key=lambda task: task.waited, reverse=True)
    return tasks


def _task(row: Row) -> Task:
    del row["set_config"]
    return Task(**row)
