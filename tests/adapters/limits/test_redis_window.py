import secrets
import time
from collections.abc import Callable
from typing import Any

import pytest
import redis
from redis import Connection, ConnectionPool

from app.adapters.limits.redis_window import RedisLimiter
from app.adapters.redis.link import Link
from app.ports.limits import Quota
from deploy.local.redis import RedisServer

OPEN, CLOSED = Quota("open", 2, 60), Quota("closed", 2, 60, closed=True)
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def who() -> str:
    return secrets.token_hex(6)


def test_two_processes_count_together(redis_url: str, who: str) -> None:
    limiters = [RedisLimiter(Link(redis_url, patience=2)) for _ in range(2)]

    verdicts = [limiter.hit(OPEN, who) for limiter in limiters * 2]

    assert [verdict.allowed for verdict in verdicts if verdict] == [True, True, False, False]


class Counting(Connection):
    """Counts how often something is sent."""

    sent = 0

    def send_packed_command(self, command: Any, *, check_health: bool = True) -> None:
        type(self).sent += 1
        super().send_packed_command(command, check_health=check_health)


class CountedLink(Link):
    def __init__(self, url: str) -> None:
        super().__init__(url, patience=2)
        pool = ConnectionPool.from_url(url, connection_class=Counting)
        self._redis = redis.Redis(connection_pool=pool)


def test_one_request_is_one_round_trip(redis_url: str, who: str) -> None:
    limiter = RedisLimiter(CountedLink(redis_url))
    limiter.hit(OPEN, who)
    before = Counting.sent

    limiter.hit(OPEN, who)

    assert Counting.sent - before == 1


def test_counters_go_with_their_window(redis_url: str, who: str) -> None:
    RedisLimiter(Link(redis_url, patience=2)).hit(OPEN, who)

    with redis.Redis.from_url(redis_url) as client:
        (key,) = client.keys(f"*{who}*")
        assert 0 < client.ttl(key) <= 60


def test_without_redis_open_quotas_allow(who: str) -> None:
    limiter = RedisLimiter(Link(NOBODY))

    verdicts = [limiter.hit(OPEN, who) for _ in range(5)]

    assert all(verdict and verdict.allowed for verdict in verdicts)


def test_without_redis_closed_quotas_are_counted_here(who: str) -> None:
    limiter = RedisLimiter(Link(NOBODY))

    verdicts = [limiter.hit(CLOSED, who) for _ in range(4)]

    assert [verdict.allowed for verdict in verdicts if verdict] == [True, True, False, False]
    limiter.forget(CLOSED, who)
    again = limiter.hit(CLOSED, who)
    assert again
    assert again.allowed


def test_a_frozen_redis_costs_one_request_its_patience_and_the_next_nothing(
    redis_server: Callable[..., RedisServer], who: str
) -> None:
    server = redis_server()
    limiter = RedisLimiter(Link(server.url))
    limiter.hit(OPEN, who)
    server.pause()

    took = [_took(lambda: limiter.hit(OPEN, who)) for _ in range(20)]

    assert max(took) < 0.5
    assert sum(took) < 0.7


def _took(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
