"""The workers' figures for Prometheus: served by the web process, through PROMETHEUS_MULTIPROC_DIR."""

from prometheus_client import Counter, Histogram

from app.db.ledger import Fate, Task

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

TASKS = Counter("tasks_total", "Tries at tasks, by what became of them", ["actor", "outcome"])
SECONDS = Histogram("task_seconds", "Duration of one try", ["actor"], buckets=_BUCKETS)
WAITED = Histogram("task_wait_seconds", "From being due to being claimed", ["actor"], buckets=_BUCKETS)


def observe(task: Task, fate: Fate | None, seconds: float) -> None:
    """Count one try; `fate` is None where the task is done."""
    TASKS.labels(task.actor, "done" if fate is None else fate.value).inc()
    SECONDS.labels(task.actor).observe(seconds)
    WAITED.labels(task.actor).observe(task.waited)
