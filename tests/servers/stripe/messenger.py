"""Webhooks on their way: signed as Stripe does it; prompt, late, twice, out of order, lost; tried again."""

import hashlib
import heapq
import hmac
import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

LATE, A_MOMENT, BACKOFF, TRIES = 2.0, 0.3, 0.5, 6
Post = Callable[[dict[str, str], bytes], int]


class Journey(StrEnum):
    PROMPT = "prompt"
    LATE = "late"
    TWICE = "twice"
    DISORDER = "disorder"
    LOST = "lost"


_DELAYS: dict[Journey, Callable[[int], tuple[float, ...]]] = {
    Journey.PROMPT: lambda _: (0,),
    Journey.LATE: lambda _: (LATE,),
    Journey.TWICE: lambda _: (0, 0),
    Journey.DISORDER: lambda number: (A_MOMENT if number % 2 else 0,),  # each second one overtakes
    Journey.LOST: lambda _: (),
}


@dataclass(order=True)
class Delivery:
    due: float
    number: int
    event: dict[str, Any] = field(compare=False)
    attempts: int = field(default=0, compare=False)


class Messenger:
    """`secrets` are those that sign now: two, while one replaces the other."""

    def __init__(self, *secrets: str) -> None:
        self.secrets = list(secrets)
        self.journey = Journey.PROMPT
        self._numbers: Iterator[int] = itertools.count(1)
        self._waiting: list[Delivery] = []
        self._changed = threading.Condition()
        self._ended = False

    def take(self, event: dict[str, Any]) -> None:
        number = next(self._numbers)
        with self._changed:
            for delay in _DELAYS[self.journey](number):
                heapq.heappush(self._waiting, Delivery(time.monotonic() + delay, next(self._numbers), event))
            self._changed.notify_all()

    def carry(self, post: Post, *, hurry: bool = False) -> list[int]:
        """Deliver what is due, or everything; the statuses. What is not answered with 2xx comes again."""
        return [self._try(delivery, post) for delivery in self._due(hurry=hurry)]

    def sign(self, body: bytes, *, at: float | None = None, secrets: list[str] | None = None) -> str:
        """The Stripe-Signature header."""
        seconds = int(time.time() if at is None else at)
        marks = (
            hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
            for secret in (self.secrets if secrets is None else secrets)
        )
        return ",".join([f"t={seconds}", *(f"v1={mark}" for mark in marks)])

    def letter(self, event: dict[str, Any]) -> tuple[dict[str, str], bytes]:
        """Headers and body of one webhook."""
        body = json.dumps(event, indent=2).encode()
        return {"Stripe-Signature": self.sign(body), "Content-Type": "application/json"}, body

    def travel(self, address: str) -> None:
        """Deliver to a real address until `end`: for a thread of its own."""
        with PoolManager(retries=False) as pool:
            while self._wait():
                self.carry(lambda headers, body: _posted(pool, address, headers, body))

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _wait(self) -> bool:
        """Until something is due. False: there is no more to do."""
        with self._changed:
            while not self._ended:
                left = self._waiting[0].due - time.monotonic() if self._waiting else None
                if left is not None and left <= 0:
                    return True
                self._changed.wait(left)
            return False

    def _due(self, *, hurry: bool) -> list[Delivery]:
        with self._changed:
            now, found = time.monotonic(), []
            while self._waiting and (hurry or self._waiting[0].due <= now):
                found.append(heapq.heappop(self._waiting))
            return found

    def _try(self, delivery: Delivery, post: Post) -> int:
        status = post(*self.letter(delivery.event))
        if not 200 <= status < 300 and delivery.attempts < TRIES:
            delivery.attempts += 1
            delivery.due = time.monotonic() + BACKOFF * 2**delivery.attempts
            with self._changed:
                heapq.heappush(self._waiting, delivery)
        return status


def _posted(pool: PoolManager, address: str, headers: dict[str, str], body: bytes) -> int:
    try:
        return pool.request("POST", address, body=body, headers=headers, timeout=5).status
    except HTTPError:
        return 0
