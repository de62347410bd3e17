"""What every adapter of the port does, and what the one over Redis does when Redis does not."""

import threading
from collections.abc import Callable, Iterator

import pytest

from app.adapters.outcomes.memory import MemoryOutcomes
from app.adapters.outcomes.redis_pubsub import RedisOutcomes
from app.adapters.redis.link import Link
from app.ports.outcomes import Outcomes
from deploy.local.redis import RedisServer
from tests.patience import eventually


@pytest.fixture(params=["memory", "redis"])
def outcomes(request: pytest.FixtureRequest) -> Iterator[Outcomes]:
    if request.param == "memory":
        yield MemoryOutcomes()
        return
    made = RedisOutcomes(Link(request.getfixturevalue("redis_url")), wait_slots=8, channel="test")
    yield made
    made.close()


@pytest.fixture
def server(redis_server: Callable[..., RedisServer]) -> RedisServer:
    return redis_server()


@pytest.fixture
def here(server: RedisServer) -> Iterator[RedisOutcomes]:
    made = RedisOutcomes(Link(server.url, rest=0.05), wait_slots=2)
    yield made
    made.close()


def may_hope(outcomes: RedisOutcomes) -> bool:
    with outcomes.expect("anything") as place:
        return place is not None


def test_an_announcement_wakes_who_waits(outcomes: Outcomes) -> None:
    with outcomes.expect("booking:7") as place:
        assert place
        threading.Timer(0.01, outcomes.announce, ["booking:7"]).start()

        assert place.wait(5)


def test_an_announcement_between_accepting_and_waiting_is_not_missed(outcomes: Outcomes) -> None:
    with outcomes.expect("booking:7") as place:
        assert place
        outcomes.announce("booking:7")

        assert place.wait(5)


def test_another_topic_wakes_nobody(outcomes: Outcomes) -> None:
    with outcomes.expect("booking:7") as place:
        assert place
        outcomes.announce("booking:8")

        assert not place.wait(0.05)


def test_two_requests_may_wait_for_one_topic(outcomes: Outcomes) -> None:
    with outcomes.expect("booking:7") as first, outcomes.expect("booking:7") as second:
        assert first
        assert second
        outcomes.announce("booking:7")

        assert first.wait(5)
        assert second.wait(5)


def test_another_process_is_heard(server: RedisServer, here: RedisOutcomes) -> None:
    elsewhere = RedisOutcomes(Link(server.url), wait_slots=2)
    eventually(lambda: may_hope(here))

    with here.expect("booking:7") as place:
        assert place
        elsewhere.announce("booking:7")
        assert place.wait(5)


def test_waiting_takes_no_more_than_its_share_of_threads(here: RedisOutcomes) -> None:
    with here.expect("a") as first, here.expect("b") as second, here.expect("c") as third:
        assert first
        assert second
        assert third is None

    assert may_hope(here)


def test_without_redis_nobody_waits() -> None:
    outcomes = RedisOutcomes(Link("redis://127.0.0.1:1"), wait_slots=2)
    outcomes.announce("booking:7")

    assert not may_hope(outcomes)
    outcomes.close()


def test_it_hears_again_after_a_restart_of_redis(server: RedisServer, here: RedisOutcomes) -> None:
    assert may_hope(here)

    server.kill()
    eventually(lambda: not may_hope(here))
    server.start()
    here.announce("nothing")  # the link learns that Redis is back

    eventually(lambda: here.announce("nothing") or may_hope(here))
    with here.expect("booking:7") as place:
        assert place
        here.announce("booking:7")
        assert place.wait(5)


def test_a_frozen_redis_is_noticed_by_its_silence(server: RedisServer, here: RedisOutcomes) -> None:
    assert may_hope(here)

    server.pause()
    eventually(lambda: not may_hope(here))  # nobody announces: only the pulse can tell
    server.resume()

    eventually(lambda: may_hope(here))


def test_workers_that_lag_are_waited_for_by_one_request_alone(here: RedisOutcomes) -> None:
    for _ in range(3):
        with here.expect("booking:7") as place:
            assert place
            place.wait(0.5)

    with here.expect("a") as probe, here.expect("b") as other:
        assert probe
        assert other is None
        here.announce("a")
        assert probe.wait(5)

    with here.expect("a") as first, here.expect("b") as second:
        assert first
        assert second
