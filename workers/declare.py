"""Making our actors known to Dramatiq. Its messages carry a task's id and nothing else."""

from collections.abc import Callable, Iterable
from uuid import UUID

import dramatiq
import structlog
from redis.exceptions import RedisError

from app.ports.tasks import Ring
from workers.actor import Actor
from workers.broker import LedgerBroker
from workers.middleware.letters import Buried
from workers.rings import answer

log = structlog.get_logger(__name__)


def declare(broker: LedgerBroker, actors: Iterable[Actor]) -> None:
    for actor in actors:
        dramatiq.Actor(
            _answering(broker, actor),
            broker=broker,
            actor_name=actor.kind.name,
            queue_name=actor.kind.queue,
            priority=0,
            options={"throws": (Buried,)},
        )


def _answering(broker: LedgerBroker, actor: Actor) -> Callable[[str], None]:
    def answer_ring(task_id: str) -> None:
        rung = UUID(task_id)
        dead = answer(actor, rung)
        for mate in dead:
            if mate != rung:
                _bury(broker, Ring(mate, actor.kind.name, actor.kind.queue))
        if rung in dead:
            raise Buried(task_id)

    return answer_ring


def _bury(broker: LedgerBroker, ring: Ring) -> None:
    try:
        broker.bury(ring)
    except RedisError as error:
        log.warning("dead letter stands in the ledger alone", error=type(error).__name__)
