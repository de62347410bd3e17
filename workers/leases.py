"""Prolonging the leases of tasks that take their time, from a thread that freezes with its process."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import psycopg
import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.db import ledger
from app.db.ledger import Task
from app.kernel.tasks import Patience

PULSE = 0.5

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Hold:
    task: Task
    patience: Patience
    since: float
    extended: float


class LeaseKeeper:
    def __init__(self, pulse: float = PULSE) -> None:
        self._pulse = pulse
        self._holds: dict[tuple[UUID, UUID], _Hold] = {}
        self._stopped = threading.Event()

    @contextmanager
    def holding(self, tasks: Sequence[Task], patience: Patience) -> Iterator[None]:
        """Keep the leases of these tasks while the block runs, but of one that hangs not for ever."""
        now = time.monotonic()
        for task in tasks:
            self._holds[task.id, task.lease_token] = _Hold(task, patience, since=now, extended=now)
        try:
            yield
        finally:
            for task in tasks:
                self._holds.pop((task.id, task.lease_token), None)

    def start(self) -> None:
        self._stopped.clear()
        threading.Thread(target=self._run, name="leases", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def beat(self, now: float) -> None:
        """Extend what has used a third of its lease."""
        due = [hold for hold in list(self._holds.values()) if _is_due(hold, now)]
        if not due:
            return
        ledger.extend([(hold.task, hold.patience.lease) for hold in due])
        for hold in due:
            hold.extended = now

    def _run(self) -> None:
        while not self._stopped.wait(self._pulse):
            try:
                self.beat(time.monotonic())
            except (SQLAlchemyError, psycopg.Error) as error:
                log.warning("leases were not extended", error=type(error).__name__)


def _is_due(hold: _Hold, now: float) -> bool:
    used, held = timedelta(seconds=now - hold.extended), timedelta(seconds=now - hold.since)
    return used >= hold.patience.lease / 3 and held < hold.patience.longest


keeper = LeaseKeeper()
