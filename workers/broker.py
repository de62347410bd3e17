"""Dramatiq's Redis broker, bent to our needs: blocking consumers, no delays, quick return of orphans."""

from typing import Any

from dramatiq.brokers.redis import RedisBroker
from dramatiq.common import current_millis
from dramatiq.middleware import Middleware

from app.adapters.redis.link import client
from app.adapters.tasks.dramatiq_redis import NAMESPACE, message
from app.ports.tasks import Ring
from workers.consumer import BlockingConsumer

PATIENCE = 3.0  # seconds a worker waits for an answer of Redis; longer than any blocking command of ours
HEARTBEAT = 15_000  # milliseconds of silence after which a process's messages are given to others
ALWAYS = 1_000_000  # in a million: maintenance is two cheap look-ups


class LedgerBroker(RedisBroker):
    """The ledger owns delays, retries and durability, so this broker has none of them."""

    def __init__(self, url: str, *, middleware: list[Middleware], namespace: str = NAMESPACE) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            client=client(url, patience=PATIENCE),
            middleware=middleware,
            namespace=namespace,
            heartbeat_timeout=HEARTBEAT,
            maintenance_chance=ALWAYS,
        )

    @property
    def consumer_class(self) -> type[BlockingConsumer]:
        return BlockingConsumer

    def declare_queue(self, queue_name: str) -> None:
        """Without Dramatiq's delay queue: what is to happen later waits in PostgreSQL."""
        if queue_name not in self.queues:
            self.emit_before("declare_queue", queue_name)
            self.queues.add(queue_name)
            self.emit_after("declare_queue", queue_name)

    def command(self, name: str, queue_name: str, *arguments: Any) -> Any:
        """One atomic command of Dramatiq's dispatch script."""
        return self._dispatch(name)(queue_name, *arguments)  # type: ignore[no-untyped-call]

    def await_message(self, queue_name: str, seconds: float) -> None:
        """Block until the queue has a message. Moving its head onto itself changes nothing, but waits."""
        key = f"{self.namespace}:{queue_name}"
        self.client.execute_command("BLMOVE", key, key, "LEFT", "LEFT", seconds)

    def discard(self, queue_name: str, data: bytes | None) -> None:
        """Settle what was fetched and is known by its text alone: undecodable dies, missing is dropped."""
        fetched = f"{self.namespace}:__acks__.{self.broker_id}.{queue_name}"
        numbers = list(self.client.smembers(fetched))
        texts = self.client.hmget(f"{self.namespace}:{queue_name}.msgs", numbers) if numbers else []
        for number, text in zip(numbers, texts, strict=True):
            if text == data:
                self.command("ack" if data is None else "nack", queue_name, number)

    def bury(self, ring: Ring) -> None:
        """Write a dead letter for a task that was claimed in the batch of another one's message."""
        number, text = message(ring)
        dead = f"{self.namespace}:{ring.queue}.XQ"
        with self.client.pipeline(transaction=True) as pipe:
            pipe.hset(f"{dead}.msgs", number, text)
            pipe.zadd(dead, {number: current_millis()})
            pipe.execute()

    def close(self) -> None:
        self.client.close()
