"""How far the workers are behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from app.db.session import statements

# Only due, running and dead rows are read: tasks of a far future may be many.
_LAG = text("""
SELECT queue,
  count(*) FILTER (WHERE state = 'ready') AS due,
  count(*) FILTER (WHERE state = 'running') AS running,
  count(*) FILTER (WHERE state = 'dead') AS dead,
  coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE state = 'ready')), 0)::float8 AS oldest
FROM tasks WHERE (state = 'ready' AND run_at <= now()) OR state = 'running' OR state = 'dead'
GROUP BY queue ORDER BY queue
""")


@dataclass(frozen=True, slots=True)
class Lag:
    """One queue: tasks that are due, in work and dead; for how many seconds the oldest has been due."""

    queue: str
    due: int
    running: int
    dead: int
    oldest: float


def lag() -> Sequence[Lag]:
    """Every queue that has something due, in work or dead."""
    with statements() as connection:
        return [Lag(*row) for row in connection.execute(_LAG)]
