"""Keeps leases alive while their tasks are in work."""

from dramatiq.broker import Broker
from dramatiq.middleware import Middleware
from dramatiq.worker import Worker

from workers.leases import keeper


class LeaseHeartbeat(Middleware):
    def after_worker_boot(self, broker: Broker, worker: Worker) -> None:
        del broker, worker
        keeper.start()

    def after_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        del broker, worker
        keeper.stop()
