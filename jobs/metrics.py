"""The scheduler's figures: that it lives, and how far the workers are behind."""

from prometheus_client import Counter, Gauge

from app.db import ledger
from app.kernel.tasks import Queue

SWEPT = Counter("tasks_swept_total", "Rings that the sweep had to repeat or to begin")
LAST_SWEEP = Gauge(
    "scheduler_last_sweep_timestamp_seconds", "When a sweep last succeeded", multiprocess_mode="mostrecent"
)
DUE = Gauge("tasks_due", "Tasks that are due and not in work", ["queue"], multiprocess_mode="mostrecent")
RUNNING = Gauge("tasks_running", "Tasks in work", ["queue"], multiprocess_mode="mostrecent")
DEAD = Gauge("tasks_dead", "Tasks that wait for a person", ["queue"], multiprocess_mode="mostrecent")
OLDEST = Gauge(
    "tasks_oldest_due_seconds", "Age of the oldest due task", ["queue"], multiprocess_mode="mostrecent"
)


def show_lag() -> None:
    """Read the ledger's lag into the gauges, zero for queues that have nothing."""
    lags = {lag.queue: lag for lag in ledger.lag()}
    for queue in Queue:
        found = lags.get(queue)
        DUE.labels(queue).set(found.due if found else 0)
        RUNNING.labels(queue).set(found.running if found else 0)
        DEAD.labels(queue).set(found.dead if found else 0)
        OLDEST.labels(queue).set(found.oldest if found else 0)
