"""A Redis that may be dead or frozen: 50 ms a try, no retries, and a second's rest after three failures."""

from collections.abc import Callable
from typing import TypeVar

import structlog
from redis import ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from app.adapters.redis.breaker import Breaker

PATIENCE = 0.05
REST = 1.0

Result = TypeVar("Result")
log = structlog.get_logger(__name__)


def client(url: str, *, patience: float) -> Redis:
    """A client that says nothing on connecting and never repeats by itself: redis-py 8 would for seconds."""
    pool = ConnectionPool.from_url(
        url,
        socket_timeout=patience,
        socket_connect_timeout=patience,
        retry=Retry(NoBackoff(), 0),
        protocol=2,
        driver_info=None,
    )
    return Redis(connection_pool=pool)


class Link:
    """One per process, shared by all adapters whose Redis is a help and no need."""

    def __init__(self, url: str, *, patience: float = PATIENCE, rest: float = REST) -> None:
        self.url = url
        self._redis = client(url, patience=patience)
        self._breaker = Breaker(rest)

    @property
    def up(self) -> bool:
        """Whether the last attempt succeeded, as far as anybody knows."""
        return self._breaker.closed

    def attempt(self, work: Callable[[Redis], Result]) -> Result | None:
        """What `work` returns; None where Redis failed it, or has failed lately. Never raises."""
        if not self._breaker.may_try():
            return None
        try:
            result = work(self._redis)
        except (RedisError, OSError) as error:
            if self._breaker.failed():
                log.warning("redis is away", error=type(error).__name__)
            return None
        if self._breaker.succeeded():
            log.info("redis is back")
        return result
