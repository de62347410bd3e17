"""A circuit breaker: after a failure nobody tries for a while, and then one caller tries for all."""

import threading
import time


class Breaker:
    """Closed: everybody may try. Open: nobody, until `rest` seconds have passed; then one at a time."""

    def __init__(self, rest: float) -> None:
        self._rest = rest
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

    def succeeded(self) -> None:
        self._next_try = None

    def failed(self) -> bool:
        """Open it. Returns whether it was closed before: a moment to log."""
        with self._lock:
            news = self._next_try is None
            self._next_try = time.monotonic() + self._rest
            return news
