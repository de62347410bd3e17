"""A circuit breaker: after failures nobody tries for a while, and then one caller tries for all."""

import threading
import time


class Breaker:
    """Closed: everybody may try. Open: nobody, until `rest` seconds have passed; then one at a time.

    It opens after `strikes` failures in a row, so that one slow answer on a busy machine does not open it.
    """

    def __init__(self, rest: float, strikes: int = 3) -> None:
        self._rest = rest
        self._strikes = strikes
        self._failures = 0
        self._lock = threading.Lock()
        self._next_try: float | None = None

    @property
    def closed(self) -> bool:
        return self._next_try is None

    def may_try(self) -> bool:
        """Whether to try now. While open, asking in time takes the one permit of the next `rest` seconds."""
        if self._next_try is None:
            return True
        with self._lock:
            now = time.monotonic()
            if self._next_try is None or now < self._next_try:
                return self._next_try is None
            self._next_try = now + self._rest
            return True

    def succeeded(self) -> bool:
        """Close it. Returns whether it was open: a moment to log."""
        self._failures = 0
        if self._next_try is None:
            return False
        self._next_try = None
        return True

    def failed(self) -> bool:
        """Count a strike. Returns whether that opened it: a moment to log."""
        with self._lock:
            self._failures += 1
            if self._failures < self._strikes:
                return False
            news = self._next_try is None
            self._next_try = time.monotonic() + self._rest
            return news
