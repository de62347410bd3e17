"""Ends a worker process whose master is gone: a supervisor starts a new set, and two must not run."""

import os
import threading
from collections.abc import Callable

from dramatiq.broker import Broker
from dramatiq.middleware import Middleware

PULSE = 0.5


class ParentWatch(Middleware):
    """At once and without farewell: the leases of its tasks run out, which is what they are for."""

    def __init__(self, leave: Callable[[int], object] = os._exit, pulse: float = PULSE) -> None:
        self._leave = leave
        self._pulse = pulse

    def after_process_boot(self, broker: Broker) -> None:
        del broker
        watch = threading.Thread(target=self._watch, args=(os.getppid(),), name="parent", daemon=True)
        watch.start()

    def _watch(self, parent: int) -> None:
        never = threading.Event()
        while os.getppid() == parent:
            never.wait(self._pulse)
        self._leave(1)
