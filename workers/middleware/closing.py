"""Leaves nothing open behind a worker that stops in good order."""

import os

from dramatiq.broker import Broker
from dramatiq.middleware import Middleware
from dramatiq.worker import Worker
from prometheus_client import multiprocess

from app.db.session import database


class Closing(Middleware):
    def after_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        del broker, worker
        database().dispose()
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            multiprocess.mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]
