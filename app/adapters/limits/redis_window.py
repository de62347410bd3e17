"""Counting in Redis, for all processes together: one round trip a request, at most 50 ms long."""

import time

from limits.storage import RedisStorage
from redis import Redis

from app.adapters.limits.memory import MemoryLimiter
from app.adapters.limits.window import PREFIX, item, verdict
from app.adapters.redis.link import Link
from app.ports.limits import Quota, Verdict

ACQUIRE = RedisStorage.SCRIPT_ACQUIRE_MOVING_WINDOW.decode()
READ = RedisStorage.SCRIPT_MOVING_WINDOW.decode()


class RedisLimiter:
    """The library's two scripts, sent together. Without Redis open quotas allow, closed ones count here."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._own = MemoryLimiter()

    def hit(self, quota: Quota, who: str) -> Verdict | None:
        counted = self._link.attempt(lambda redis: _count(redis, quota, _key(quota, who)))
        if counted is not None:
            return counted
        if quota.closed:
            return self._own.hit(quota, who)
        return Verdict(allowed=True, limit=quota.amount, remaining=quota.amount, reset_seconds=quota.seconds)

    def forget(self, quota: Quota, who: str) -> None:
        self._own.forget(quota, who)
        self._link.attempt(lambda redis: redis.delete(_key(quota, who)))


def _key(quota: Quota, who: str) -> str:
    return f"{PREFIX}:{item(quota).key_for(who)}"


def _count(redis: Redis, quota: Quota, key: str) -> Verdict:
    now = time.time()
    pipe = redis.pipeline(transaction=False)
    pipe.eval(ACQUIRE, 1, key, now, quota.amount, quota.seconds, 1)
    pipe.eval(READ, 1, key, now - quota.seconds, quota.amount)
    allowed, window = pipe.execute()
    oldest, used = (float(window[0]), int(window[1])) if window else (now, 0)
    return verdict(quota, allowed=bool(allowed), used=used, oldest=oldest)
