"""Counting real round trips: a proxy before PostgreSQL that notes how often the client takes the word."""

import selectors
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

_CHUNK = 1 << 16


@dataclass
class _Line:
    """One connection's two ends, and who spoke last."""

    client: socket.socket
    server: socket.socket
    asking: bool = False


class CountingProxy:
    """Stands before the server of `url`; whatever the client says in one go counts as one trip."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._selector = selectors.DefaultSelector()
        self._stop = Event()
        user = f"{parts.username}:{parts.password}@" if parts.password else f"{parts.username}@"
        port = self._door.getsockname()[1]
        self.url = parts._replace(netloc=f"{user if parts.username else ''}127.0.0.1:{port}").geturl()
        self.trips = 0

    def of(self, doing: Callable[[], Any]) -> int:
        """The round trips that it takes."""
        before = self.trips
        doing()
        return self.trips - before

    def run(self) -> None:
        self._selector.register(self._door, selectors.EVENT_READ)
        while not self._stop.is_set():
            for key, _ in self._selector.select(0.05):
                if key.data is None:
                    self._connect()
                else:
                    self._pass_on(key.data, key.fileobj)
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
        self._selector.close()

    def stop(self) -> None:
        self._stop.set()

    def _connect(self) -> None:
        line = _Line(self._door.accept()[0], socket.create_connection(self._server))
        for end in (line.client, line.server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(end, selectors.EVENT_READ, line)

    def _pass_on(self, line: _Line, speaker: Any) -> None:
        try:
            words = speaker.recv(_CHUNK)
        except OSError:
            words = b""
        asks = speaker is line.client
        if not words:
            self._hang_up(line)
            return
        self.trips += asks and not line.asking
        line.asking = asks
        (line.server if asks else line.client).sendall(words)

    def _hang_up(self, line: _Line) -> None:
        for end in (line.client, line.server):
            self._selector.unregister(end)
            end.close()


@contextmanager
def counting_proxy(url: str) -> Iterator[CountingProxy]:
    """A proxy for as long as the block lasts."""
    proxy = CountingProxy(url)
    thread = Thread(target=proxy.run, name="counting proxy")
    thread.start()
    try:
        yield proxy
    finally:
        proxy.stop()
        thread.join()
