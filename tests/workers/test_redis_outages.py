"""Redis dies and forgets everything, or freezes: the sweep rings again, nothing is lost or doubled."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from app.adapters.tasks.memory import MemoryBell
from app.db.ledger import Task
from deploy.local.redis import RedisServer
from jobs.sweeping import Sweeper
from tests.patience import eventually
from tests.support.ledger import let_pass, owe, run
from tests.support.plant import doing, number, planting


class Factory:
    """A worker and a sweep on a Redis of their own. Tasks wait at the gate while it is closed."""

    def __init__(self, server: RedisServer, stack: ExitStack) -> None:
        self.redis = server
        self.gate = threading.Event()
        self.done: list[int] = []
        stack.enter_context(planting(server.url))(doing(self._work))
        sweeper = Sweeper()
        sweeper.start()
        stack.callback(sweeper.stop)

    def _work(self, task: Task) -> None:
        assert self.gate.wait(20)
        self.done.append(number(task))

    def ends_with(self, count: int) -> None:
        """All tasks are done, each of them once. The clock is pushed over the sweep's patience."""
        self.gate.set()
        let_pass(2.1)
        eventually(lambda: not run("SELECT id FROM tasks WHERE state <> 'done'"), within=15)
        assert sorted(self.done) == list(range(count))


@pytest.fixture
def factory(bell: MemoryBell, redis_server: Callable[..., RedisServer]) -> Iterator[Factory]:
    del bell  # its ledger and its ports
    with ExitStack() as stack:
        yield Factory(redis_server(persistence=False), stack)


def test_a_redis_that_dies_with_all_its_messages_loses_no_task(factory: Factory) -> None:
    for each in range(20):
        owe(booking_id=each)

    factory.redis.kill()
    for each in range(20, 30):
        owe(booking_id=each)
    factory.redis.start()

    factory.ends_with(30)


def test_a_redis_that_freezes_loses_no_task(factory: Factory) -> None:
    for each in range(10):
        owe(booking_id=each)

    factory.redis.pause()
    for each in range(10, 20):
        owe(booking_id=each)
    factory.redis.resume()

    factory.ends_with(20)
