"""What both counters do: in memory, and in Redis."""

from datetime import UTC, datetime

import pytest
import redis

from app.adapters.counters.memory import MemoryCounters
from app.adapters.counters.redis_counters import RedisCounters
from app.adapters.redis.link import Link
from app.analytics.counting import quarter_of
from app.ports.counters import QUARTER, SITE, Counters

NOW = quarter_of(datetime.now(UTC))


@pytest.fixture(params=["memory", "redis"])
def counters(request: pytest.FixtureRequest, redis_url: str) -> Counters:
    if request.param == "memory":
        return MemoryCounters()
    return RedisCounters(Link(redis_url, patience=2))


def kinds(counters: Counters, whose: str = SITE) -> dict[str, int] | None:
    found = counters.read(whose, since=NOW - QUARTER, until=NOW + QUARTER)
    return None if found is None else dict(found.kinds)


def test_they_count_on_from_their_place_alone(counters: Counters) -> None:
    counters.put({(NOW, SITE, "requested"): 3, (NOW, "7", "requested"): 1}, upto="a")

    assert counters.add({(NOW, SITE, "requested"): 2, (NOW - QUARTER, SITE, "moved"): 1}, after="a", upto="b")
    assert not counters.add({(NOW, SITE, "requested"): 2}, after="a", upto="b")
    assert kinds(counters) == {"requested": 5, "moved": 1}
    assert kinds(counters, "7") == {"requested": 1}
    found = counters.read(SITE, since=NOW, until=NOW + QUARTER)
    assert found is not None
    assert (dict(found.kinds), found.upto) == ({"requested": 5}, "b")


def test_who_begins_anew_forgets_what_was_counted(counters: Counters) -> None:
    counters.put({(NOW, SITE, "requested"): 3}, upto="a")
    counters.put({(NOW, SITE, "moved"): 1}, upto="b")

    assert kinds(counters) == {"moved": 1}


def test_emptied_redis_knows_nothing_and_a_dead_one_does_no_harm(redis_url: str) -> None:
    counters = RedisCounters(Link(redis_url, patience=2))
    counters.put({(NOW, SITE, "requested"): 3}, upto="a")
    with redis.Redis.from_url(redis_url) as client:
        client.delete("bookmytime.live:place")

    assert kinds(counters) is None
    assert not counters.add({}, after="a", upto="b")
    dead = RedisCounters(Link("redis://127.0.0.1:1"))
    dead.put({}, upto="a")
    assert dead.read(SITE, since=NOW, until=NOW) is None
