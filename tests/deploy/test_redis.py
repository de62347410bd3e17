from collections.abc import Callable
from pathlib import Path

import redis

from deploy.local.redis import RedisServer, running
from tests.patience import eventually


def test_a_killed_redis_comes_back_with_what_it_had(redis_server: Callable[..., RedisServer]) -> None:
    server = redis_server(persistence=True)
    with redis.Redis.from_url(server.url) as client:
        client.set("kept", "yes")

        server.kill()
        server.start()

        assert client.get("kept") == b"yes"


def test_without_persistence_a_kill_loses_everything(redis_server: Callable[..., RedisServer]) -> None:
    server = redis_server(persistence=False)
    with redis.Redis.from_url(server.url) as client:
        client.set("kept", "yes")

        server.kill()
        server.start()

        assert client.get("kept") is None


def test_a_paused_redis_answers_again_when_resumed(redis_server: Callable[..., RedisServer]) -> None:
    server = redis_server()

    server.pause()
    assert not server.answers()

    server.resume()
    assert eventually(server.answers)


def test_it_refuses_to_forget_when_memory_runs_out(redis_server: Callable[..., RedisServer]) -> None:
    with redis.Redis.from_url(redis_server().url) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_data_stays_from_run_to_run(tmp_path: Path) -> None:
    with running(tmp_path) as server, redis.Redis.from_url(server.url) as client:
        client.set("kept", "yes")

    with running(tmp_path) as server, redis.Redis.from_url(server.url) as client:
        assert client.get("kept") == b"yes"
