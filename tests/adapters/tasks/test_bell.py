"""The bell alone; that a Dramatiq worker understands it is shown in tests/workers/test_broker.py."""

import time
from collections.abc import Callable, Iterator

import dramatiq
import orjson
import pytest
import redis

from app.adapters.redis.link import Link
from app.adapters.tasks.dramatiq_redis import DramatiqBell, message
from app.kernel.ids import uuid7
from app.ports.tasks import Ring
from deploy.local.redis import RedisServer


@pytest.fixture
def store(redis_url: str) -> Iterator["redis.Redis"]:
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
        yield client


def ring(queue: str = "reservations") -> Ring:
    return Ring(uuid7(), "bookings.reserve", queue)


def test_its_message_is_one_of_dramatiqs() -> None:
    wanted = ring()

    number, text = message(wanted)
    decoded: dramatiq.Message[None] = dramatiq.Message.decode(text)

    assert (decoded.queue_name, decoded.actor_name) == (wanted.queue, wanted.actor)
    assert decoded.args == (str(wanted.task_id),)
    assert decoded.options == {"redis_message_id": number}


def test_several_rings_go_to_their_queues_in_order(store: "redis.Redis", redis_url: str) -> None:
    first, other, second = ring(), ring("messages"), ring()

    assert DramatiqBell(Link(redis_url)).ring([first, other, second])

    numbers = store.lrange("dramatiq:reservations", 0, -1)
    texts = [orjson.loads(store.hget("dramatiq:reservations.msgs", number) or b"") for number in numbers]
    assert [text["args"] for text in texts] == [[str(first.task_id)], [str(second.task_id)]]
    assert store.llen("dramatiq:messages") == 1


def test_a_task_can_be_rung_twice(store: "redis.Redis", redis_url: str) -> None:
    wanted = ring()

    DramatiqBell(Link(redis_url)).ring([wanted, wanted])

    assert store.hlen("dramatiq:reservations.msgs") == 2


def test_a_full_queue_is_left_alone_for_a_moment(store: "redis.Redis", redis_url: str) -> None:
    bell = DramatiqBell(Link(redis_url), full=2)

    answers = [bell.ring([ring()]) for _ in range(4)]

    assert answers == [True, True, True, False]
    assert store.llen("dramatiq:reservations") == 3
    assert bell.ring([ring("messages")])


def test_without_redis_it_says_so_and_does_not_raise() -> None:
    bell = DramatiqBell(Link("redis://127.0.0.1:1"))

    assert not bell.ring([ring()])


def test_a_frozen_redis_costs_three_moments_at_most(
    redis_server: Callable[..., RedisServer],
) -> None:
    server = redis_server()
    bell = DramatiqBell(Link(server.url))
    bell.ring([ring()])
    server.pause()

    started = time.monotonic()
    answers = [bell.ring([ring()]) for _ in range(100)]

    assert answers == [False] * 100
    assert time.monotonic() - started < 0.5
