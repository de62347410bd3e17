import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
import redis

from app.adapters.tasks.memory import MemoryBell
from tests.patience import eventually
from tests.support.ledger import owe, run


@pytest.fixture
def scheduler(bell: MemoryBell, database_url: str, redis_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """One more scheduler, on the empty ledger that comes with the bell."""
    del bell
    env = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "BOOKMYTIME_ENVIRONMENT": "test",
    }
    process = subprocess.Popen([sys.executable, "-m", "jobs.main"], env=env, stdout=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


def test_the_scheduler_rings_what_waits_and_stops_at_once_when_asked(
    scheduler: subprocess.Popen[bytes], redis_url: str
) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
        task_id = owe(booking_id=7)
        run("UPDATE tasks SET rung_at = NULL")
        eventually(lambda: client.hlen("dramatiq:reservations.msgs"), within=60)
        (number, *_) = client.hkeys("dramatiq:reservations.msgs")

    scheduler.send_signal(signal.SIGTERM)

    assert scheduler.wait(20) == 0
    assert number.decode().startswith(str(task_id))
