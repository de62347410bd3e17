"""A Dramatiq worker in this process, with production's broker and middleware and a test's actors."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import dramatiq

from app.adapters.redis.link import Link
from app.adapters.tasks.dramatiq_redis import DramatiqBell
from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from app.kernel.tasks import Kind
from tests.support.ledger import RESERVE, use_bell
from workers.actor import Actor
from workers.broker import LedgerBroker
from workers.declare import declare
from workers.middleware import DeadLetters, LeaseHeartbeat, Tuning

Plant = Callable[..., LedgerBroker]


@contextmanager
def planting(redis_url: str) -> Iterator[Plant]:
    """Give a function that starts a worker with these actors; the ports' bell rings for it from then on."""
    with ExitStack() as stack:
        yield lambda *actors, threads=4: stack.enter_context(running(redis_url, actors, threads))


@contextmanager
def running(redis_url: str, actors: tuple[Actor, ...], threads: int) -> Iterator[LedgerBroker]:
    broker = LedgerBroker(redis_url, middleware=[Tuning(), LeaseHeartbeat(), DeadLetters()])
    broker.client.flushdb()
    declare(broker, actors)
    worker = dramatiq.Worker(broker, worker_threads=threads)
    worker.start()
    use_bell(DramatiqBell(Link(redis_url, patience=0.5, rest=0.1)))
    try:
        yield broker
    finally:
        worker.stop(timeout=5_000)
        broker.close()


def doing(work: Callable[[Task], object], *, kind: Kind = RESERVE, batch: int = 1) -> Actor:
    """An actor that calls `work(task)` and then finishes the task."""

    def work_and_finish(task: Task, **_: object) -> None:
        work(task)
        with transaction() as session:
            ledger.finish(session, task)

    return Actor(kind, work_and_finish, batch)


def number(task: Task) -> int:
    found: int = task.args["booking_id"]
    return found


def nothing(task: Task, **_: object) -> None:
    """No work at all."""
    del task
