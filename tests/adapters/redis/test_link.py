from collections.abc import Callable

import redis
from structlog.testing import capture_logs

from app.adapters.redis.breaker import Breaker
from app.adapters.redis.link import Link
from deploy.local.redis import RedisServer
from tests.patience import eventually


def ping(client: "redis.Redis") -> bool:
    return bool(client.ping())


def test_a_link_comes_back_with_its_redis(redis_server: Callable[..., RedisServer]) -> None:
    server = redis_server()
    link = Link(server.url, rest=0.05)
    assert link.attempt(ping)

    server.kill()
    assert link.attempt(ping) is None
    eventually(lambda: link.attempt(ping) or not link.up)
    server.start()

    assert eventually(lambda: link.attempt(ping))
    assert link.up


def test_an_outage_is_logged_once() -> None:
    link = Link("redis://127.0.0.1:1", rest=0.0)

    with capture_logs() as logs:
        for _ in range(5):
            link.attempt(ping)

    assert [line["event"] for line in logs] == ["redis is away"]


def test_while_it_rests_nobody_tries() -> None:
    link = Link("redis://127.0.0.1:1", rest=60)
    for _ in range(3):
        link.attempt(ping)
    tried: list[object] = []

    assert link.attempt(tried.append) is None
    assert tried == []


def test_an_open_breaker_lets_one_try_for_all() -> None:
    breaker = Breaker(rest=0.02, strikes=1)
    assert breaker.failed()
    assert not breaker.may_try()

    assert eventually(breaker.may_try)
    assert not breaker.may_try()

    assert breaker.succeeded()
    assert breaker.may_try()
    assert breaker.may_try()


def test_one_failure_among_successes_opens_nothing() -> None:
    breaker = Breaker(rest=60, strikes=2)

    for _ in range(5):
        breaker.failed()
        breaker.succeeded()

    assert breaker.may_try()
    assert breaker.closed
