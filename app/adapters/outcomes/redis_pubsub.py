"""Outcomes over Redis: one channel for all, one listening thread a process."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.adapters.outcomes.listener import PULSE, Listener
from app.adapters.outcomes.waiting import Place, WaitingRoom
from app.adapters.redis.link import Link, client

CHANNEL = "bookmytime.outcomes"
FIRST_CONNECTION = 0.1  # seconds that the first request of a process gives the subscription


class RedisOutcomes:
    """`link` tells whether Redis takes rings at all: where it does not, nobody will announce anything."""

    def __init__(self, link: Link, *, wait_slots: int, channel: str = CHANNEL) -> None:
        self._link = link
        self._slots = wait_slots
        self._channel = channel
        self._start_lock = threading.Lock()
        self._pid: int | None = None
        self._listener: Listener
        self._room: WaitingRoom

    def announce(self, *topics: str) -> None:
        self._link.attempt(lambda redis: redis.publish(self._channel, " ".join(topics)))

    @contextmanager
    def expect(self, topic: str) -> Iterator[Place | None]:
        room = self._open()
        place = room.enter(topic) if self._link.up and self._listener.hears else None
        try:
            yield place
        finally:
            if place is not None:
                room.leave(topic, place)

    def close(self) -> None:
        """Stop listening, in a process that ends in good order."""
        if self._pid == os.getpid():
            self._pid = None
            self._listener.stop(wake=lambda: self.announce(""))

    def _open(self) -> WaitingRoom:
        """This process's listener: threads do not survive a fork, so each process starts its own."""
        if self._pid == os.getpid():
            return self._room
        with self._start_lock:
            if self._pid != os.getpid():
                self._room = WaitingRoom(self._slots)
                redis = client(self._link.url, patience=PULSE)
                self._listener = Listener(redis, self._channel, self._room.call)
                self._listener.start(FIRST_CONNECTION)
                self._pid = os.getpid()
        return self._room
