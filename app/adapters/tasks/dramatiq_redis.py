"""The bell: messages in Dramatiq's own shape, written straight to Redis: the API needs no Dramatiq."""

import os
import time
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import orjson
from redis import Redis

from app.adapters.redis.link import Link
from app.ports.tasks import Ring

NAMESPACE = "dramatiq"
FULL = 2_000  # messages in a queue: more would wake nobody, and the sweep rings again when they are gone
PAUSE = 0.25  # seconds for which a full queue is left alone


class DramatiqBell:
    def __init__(self, link: Link, *, namespace: str = NAMESPACE, full: int = FULL) -> None:
        self._link = link
        self._namespace = namespace
        self._full = full
        self._silent_until: dict[str, float] = {}

    def ring(self, rings: Sequence[Ring]) -> bool:
        now = time.monotonic()
        wanted = [ring for ring in rings if self._silent_until.get(ring.queue, 0.0) <= now]
        if not wanted:
            return not rings
        lengths = self._link.attempt(lambda redis: self._push(redis, wanted))
        for queue, length in (lengths or {}).items():
            if length > self._full:
                self._silent_until[queue] = now + PAUSE
        return lengths is not None and len(wanted) == len(rings)

    def answers(self) -> bool:
        return bool(self._link.attempt(lambda redis: redis.ping()))

    def _push(self, redis: Redis, rings: Iterable[Ring]) -> dict[str, int]:
        """One round trip; the message before its id, so that no worker finds an id without a message."""
        queues = []
        with redis.pipeline(transaction=False) as pipe:
            for queue, several in groupby(sorted(rings, key=_queue), key=_queue):
                messages: dict[Any, Any] = dict(message(ring) for ring in several)
                key = f"{self._namespace}:{queue}"
                pipe.hset(f"{key}.msgs", mapping=messages)
                pipe.rpush(key, *messages)
                queues.append(queue)
            answers = pipe.execute()
        return dict(zip(queues, answers[1::2], strict=True))


def message(ring: Ring) -> tuple[str, bytes]:
    """A message's id in Redis and its text. A task may be rung several times: each ring has its own id."""
    number = f"{ring.task_id}.{os.urandom(4).hex()}"
    return number, orjson.dumps(
        {
            "queue_name": ring.queue,
            "actor_name": ring.actor,
            "args": [str(ring.task_id)],
            "kwargs": {},
            "options": {"redis_message_id": number},
            "message_id": number,
            "message_timestamp": time.time_ns() // 1_000_000,
        }
    )


def _queue(ring: Ring) -> str:
    return ring.queue
