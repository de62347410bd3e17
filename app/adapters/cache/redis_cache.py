"""Remembering in Redis, 50 ms a try; while it is away every answer is made afresh."""

from app.adapters.redis.link import Link

PREFIX = "bookmytime.cache"


class RedisCache:
    def __init__(self, link: Link) -> None:
        self._link = link

    def get(self, key: str) -> bytes | None:
        found = self._link.attempt(lambda redis: redis.get(f"{PREFIX}:{key}"))
        return found if isinstance(found, bytes) else None

    def put(self, key: str, value: bytes, *, seconds: int) -> None:
        self._link.attempt(lambda redis: redis.set(f"{PREFIX}:{key}", value, ex=seconds))
