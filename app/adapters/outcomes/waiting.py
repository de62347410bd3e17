"""Who waits for what in this process, and whether waiting still pays."""

import threading
from collections import defaultdict

HOPEFUL = 3  # waits in a row that ended without an answer, before only one request at a time may wait
SERIOUS = 0.5  # seconds: a shorter wait in vain says nothing about the workers


class Place:
    """One request's place; satisfies the port's Waiter."""

    def __init__(self, room: "WaitingRoom") -> None:
        self._room = room
        self._called = threading.Event()

    def call(self) -> None:
        self._called.set()

    def wait(self, seconds: float) -> bool:
        called = self._called.wait(seconds)
        self._room.learn(called=called, seconds=seconds)
        return called


class WaitingRoom:
    """Places by topic, at most `size` of them: waiting must leave threads for those who do not wait."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._places: defaultdict[str, list[Place]] = defaultdict(list)
        self._taken = 0
        self._in_vain = 0

    def enter(self, topic: str) -> Place | None:
        place = Place(self)
        with self._lock:
            if self._taken >= (self._size if self._in_vain < HOPEFUL else min(1, self._size)):
                return None
            self._taken += 1
            self._places[topic].append(place)
        return place

    def leave(self, topic: str, place: Place) -> None:
        with self._lock:
            self._taken -= 1
            self._places[topic].remove(place)
            if not self._places[topic]:
                del self._places[topic]

    def call(self, topic: str) -> None:
        if topic not in self._places:  # nearly always: every process hears every announcement
            return
        with self._lock:
            called = list(self._places.get(topic, ()))
        for place in called:
            place.call()

    def learn(self, *, called: bool, seconds: float) -> None:
        """Workers that lag behind make everybody wait in vain: then one request probes for all."""
        if called:
            self._in_vain = 0
        elif seconds >= SERIOUS:
            self._in_vain += 1
