"""Counting in this process: for tests, and for closed quotas while Redis is away."""

import threading

from limits.storage import MemoryStorage

from app.adapters.limits.window import item, verdict
from app.ports.limits import Quota, Verdict


class MemoryLimiter:
    def __init__(self) -> None:
        self._storage = MemoryStorage()
        self._lock = threading.Lock()  # the library decides and reads in two steps

    def hit(self, quota: Quota, who: str) -> Verdict | None:
        key = item(quota).key_for(who)
        with self._lock:
            allowed = self._storage.acquire_entry(key, quota.amount, quota.seconds)
            oldest, used = self._storage.get_moving_window(key, quota.amount, quota.seconds)
        return verdict(quota, allowed=allowed, used=used, oldest=oldest)

    def forget(self, quota: Quota, who: str) -> None:
        self._storage.clear(item(quota).key_for(who))
