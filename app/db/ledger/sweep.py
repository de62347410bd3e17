"""Finding owed work that nobody was told of, or whose worker is gone. Any number of sweepers may run."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import text

from app.db.session import statements
from app.ports.tasks import Ring

PATIENCE = timedelta(seconds=2)  # how long a ring may take to be answered before it counts as lost

_SWEEP = text("""
WITH due AS MATERIALIZED (
  SELECT id FROM tasks
  WHERE state = 'ready' AND run_at <= now()
    AND (rung_at IS NULL OR rung_at < now() - make_interval(secs => :patience))
  ORDER BY run_at LIMIT :limit FOR UPDATE SKIP LOCKED
), orphaned AS MATERIALIZED (
  SELECT id FROM tasks
  WHERE state = 'running' AND lease_until < now()
    AND (rung_at IS NULL OR rung_at < now() - make_interval(secs => :patience))
  ORDER BY lease_until LIMIT :limit FOR UPDATE SKIP LOCKED
)
UPDATE tasks SET rung_at = now() WHERE id = ANY(ARRAY(SELECT id FROM due UNION ALL SELECT id FROM orphaned))
RETURNING id, actor, queue, set_config('synchronous_commit', 'off', true)
""")  # forgotten rings are rung again: no need to wait for the disk


def sweep(limit: int) -> Sequence[Ring]:
    """What has to be rung now, noted as rung: due or orphaned, and not rung within the last two seconds."""
    values = {"limit": limit, "patience": PATIENCE.total_seconds()}
    with statements() as connection:
        return [Ring(*row[:3]) for row in connection.execute(_SWEEP, values)]
