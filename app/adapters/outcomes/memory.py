"""Announcements within one process."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class _Waiter:
    def __init__(self) -> None:
        self.event = threading.Event()

    def wait(self, seconds: float) -> bool:
        return self.event.wait(seconds)


class MemoryOutcomes:
    def __init__(self) -> None:
        self._waiting: defaultdict[str, list[_Waiter]] = defaultdict(list)

    def announce(self, *topics: str) -> None:
        for topic in topics:
            for waiter in list(self._waiting.get(topic, ())):
                waiter.event.set()

    @contextmanager
    def expect(self, topic: str) -> Iterator[_Waiter | None]:
        waiter = _Waiter()
        self._waiting[topic].append(waiter)
        try:
            yield waiter
        finally:
            self._waiting[topic].remove(waiter)
