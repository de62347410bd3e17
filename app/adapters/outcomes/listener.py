"""The one subscriber of a process: a daemon thread that reads announcements and survives Redis."""

import threading
from collections.abc import Callable

import structlog
from redis import Redis
from redis.client import PubSub
from redis.exceptions import RedisError

PULSE = 1.0  # seconds of silence after which the connection has to prove itself, and then to answer
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0

log = structlog.get_logger(__name__)


class Listener:
    def __init__(self, redis: Redis, channel: str, heard: Callable[[str], None]) -> None:
        self._redis = redis
        self._channel = channel
        self._heard = heard
        self._stopped = threading.Event()
        self._hears = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outcomes", daemon=True)

    @property
    def hears(self) -> bool:
        """Whether an announcement made now would reach us, as of the last pulse."""
        return self._hears.is_set()

    def start(self, patience: float) -> None:
        """Begin, and wait a moment for the subscription, so that the first request may hope too."""
        self._thread.start()
        self._hears.wait(patience)

    def stop(self, wake: Callable[[], None]) -> None:
        """End the thread; `wake` announces something, so that it looks up."""
        self._stopped.set()
        wake()
        self._thread.join(2 * PULSE)

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopped.is_set():
            try:
                with PubSub(self._redis.connection_pool) as channel:
                    self._listen(channel)
            except (RedisError, OSError) as error:
                if self._hears.is_set():
                    log.warning("announcements are not heard", error=type(error).__name__)
                    pause = FIRST_PAUSE
                self._hears.clear()
            self._stopped.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _listen(self, channel: PubSub) -> None:
        channel.subscribe(self._channel)
        asked = False
        while not self._stopped.is_set():
            message = channel.get_message(timeout=PULSE)
            if message is None and asked:
                raise TimeoutError("no answer to a ping")
            asked = message is None
            if asked:
                channel.ping()
            elif message is not None:
                self._take(message["type"], message["data"])

    def _take(self, kind: str, data: bytes | int) -> None:
        if kind == "message" and isinstance(data, bytes):
            for topic in data.decode().split():
                self._heard(topic)
        elif kind == "subscribe":
            self._hears.set()
