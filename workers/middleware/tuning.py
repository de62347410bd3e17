"""Dramatiq's constants, as measured for this product."""

import dramatiq.worker
from dramatiq.broker import Broker
from dramatiq.middleware import Middleware
from dramatiq.worker import Worker

IDLE = 500  # milliseconds between idle looks around: bounds how long a clean stop takes
RECONNECT = 0.25  # seconds; stock 3
REPEAT_ACK = 0.5  # seconds; stock 5


class Tuning(Middleware):
    """Prefetch no more than can be worked on: what waits in one process is not taken by another."""

    def before_worker_boot(self, broker: Broker, worker: Worker) -> None:
        del broker
        worker.queue_prefetch = worker.worker_threads
        worker.worker_timeout = IDLE
        dramatiq.worker.CONSUMER_RESTART_DELAY_SECS = RECONNECT
        dramatiq.worker.POST_PROCESS_MESSAGE_RETRY_DELAY_SECS = REPEAT_ACK  # type: ignore[assignment]
