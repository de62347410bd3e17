"""A lean HTTP load on loopback: a thread a client, one kept connection each, requests written by hand.

The generator shares the machine with what it measures, so it must cost little: about 50 µs a request.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    seconds: float
    headers: bytes

    def header(self, name: str) -> str:
        """A header's value; it must be there."""
        for line in self.headers.decode().split("\r\n")[1:]:
            key, _, value = line.partition(": ")
            if key.lower() == name:
                return value
        raise KeyError(name)


class Connection:
    """One kept-alive HTTP/1.1 connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def send(self, request: bytes) -> Answer:
        """One request, its whole answer, and how long that took."""
        started = time.perf_counter()
        self._socket.sendall(request)
        head, body = self._receive()
        return Answer(int(head[9:12]), body, time.perf_counter() - started, head)

    def close(self) -> None:
        self._socket.close()

    def _receive(self) -> tuple[bytes, bytes]:
        data = self._rest
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head, data = data[:end], data[end + 4 :]
        length = _length(head)
        while len(data) < length:
            data += self._more()
        self._rest = data[length:]
        return head, data[:length]

    def _more(self) -> bytes:
        chunk = self._socket.recv(65536)
        if not chunk:
            raise ConnectionError("the server closed the connection")
        return chunk


def _length(head: bytes) -> int:
    at = head.lower().find(b"content-length:")
    if at < 0:
        return 0
    return int(head[at + 15 : (head + b"\r\n").find(b"\r\n", at)])


def request(method: str, path: str, *, token: str = "", body: bytes = b"", more: str = "") -> bytes:
    """The bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bench"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    if more:
        lines.append(more)
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


@dataclass(slots=True)
class Series:
    """What a load of several clients gave."""

    answers: list[Answer] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.answers) / self.seconds

    @property
    def times(self) -> list[float]:
        return [answer.seconds for answer in self.answers]


def run(
    port: int,
    clients: int,
    requests: Iterable[bytes],
    finish: Callable[[Connection, bytes, Answer], Answer] | None = None,
) -> Series:
    """Send all requests over so many clients, each as soon as its last answer came.

    `finish` may follow an answer to its end on the same connection; the time counts as one.
    """
    source, turn, series = iter(requests), threading.Lock(), Series()

    def client() -> None:
        connection, mine = Connection(port), []
        while True:
            with turn:
                wanted = next(source, None)
            if wanted is None:
                break
            answer = connection.send(wanted)
            mine.append(finish(connection, wanted, answer) if finish else answer)
        connection.close()
        with turn:
            series.answers.extend(mine)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    series.seconds = time.perf_counter() - started
    return series
