"""What every limiter does, whoever counts."""

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from app.adapters.limits.memory import MemoryLimiter
from app.adapters.limits.redis_window import RedisLimiter
from app.adapters.redis.link import Link
from app.ports.limits import Limiter, Quota, Verdict

THREE = Quota("three", 3, 60)


@pytest.fixture(params=["memory", "redis"])
def limiter(request: pytest.FixtureRequest) -> Limiter:
    if request.param == "memory":
        return MemoryLimiter()
    return RedisLimiter(Link(request.getfixturevalue("redis_url"), patience=2))


@pytest.fixture
def who() -> str:
    return secrets.token_hex(6)


def hit(limiter: Limiter, who: str, quota: Quota = THREE) -> Verdict:
    verdict = limiter.hit(quota, who)
    assert verdict is not None
    return verdict


def test_so_many_are_allowed_and_no_more(limiter: Limiter, who: str) -> None:
    assert [hit(limiter, who).allowed for _ in range(5)] == [True, True, True, False, False]


def test_the_verdict_tells_what_is_left(limiter: Limiter, who: str) -> None:
    verdicts = [hit(limiter, who) for _ in range(4)]

    assert [verdict.remaining for verdict in verdicts] == [2, 1, 0, 0]
    assert {verdict.limit for verdict in verdicts} == {3}
    assert all(58 <= verdict.reset_seconds <= 60 for verdict in verdicts)


def test_everybody_is_counted_apart(limiter: Limiter, who: str) -> None:
    for _ in range(4):
        hit(limiter, who)

    assert hit(limiter, f"{who} too").allowed


def test_every_quota_is_counted_apart(limiter: Limiter, who: str) -> None:
    for _ in range(4):
        hit(limiter, who)

    assert hit(limiter, who, Quota("other", 3, 60)).allowed


def test_the_window_moves(limiter: Limiter, who: str) -> None:
    with time_machine.travel("2031-01-01T12:00:00Z", tick=False) as clock:
        hit(limiter, who)
        clock.shift(40)
        hit(limiter, who)
        hit(limiter, who)
        refused = hit(limiter, who)
        clock.shift(21)
        allowed, again = hit(limiter, who), hit(limiter, who)

    assert (refused.allowed, refused.reset_seconds) == (False, 20)
    assert (allowed.allowed, again.allowed) == (True, False)


def test_who_is_forgotten_starts_anew(limiter: Limiter, who: str) -> None:
    for _ in range(4):
        hit(limiter, who)

    limiter.forget(THREE, who)

    assert hit(limiter, who).remaining == 2


def test_nobody_slips_through_at_once(limiter: Limiter, who: str) -> None:
    with ThreadPoolExecutor(16) as pool:
        verdicts = list(pool.map(lambda _: hit(limiter, who, Quota("ten", 10, 60)), range(40)))

    assert sum(verdict.allowed for verdict in verdicts) == 10
