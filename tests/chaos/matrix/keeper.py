"""The keeper of the gates: holds whoever was waited for, and lets everybody else pass."""

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

from tests.patience import eventually


@dataclass(eq=False)
class Held:
    """Somebody who waits at a gate."""

    phase: str
    what: str
    pid: int
    line: socket.socket
    free: threading.Event = field(default_factory=threading.Event)


class Keeper:
    def __init__(self) -> None:
        self._wanted: list[tuple[str, str]] = []
        self._held: list[Held] = []
        self._turn = threading.Lock()
        self.address = ""

    def wants(self, phase: str, what: str) -> None:
        """Hold the next one who comes to this gate with this."""
        with self._turn:
            self._wanted.append((phase, what))

    def holds(self, phase: str, what: str, *, within: float) -> Held:
        """Wait until somebody is held there."""
        return eventually(lambda: self._found(phase, what), within=within)

    def let_go(self) -> None:
        """Everybody who is held, and nobody is waited for any more."""
        with self._turn:
            self._wanted.clear()
            held, self._held = self._held, []
        for each in held:
            each.free.set()

    def comes(self, phase: str, what: str, pid: int, line: socket.socket) -> None:
        """Called for each who comes to a gate; returns when they may pass."""
        with self._turn:
            if (phase, what) not in self._wanted:
                return
            self._wanted.remove((phase, what))
            mine = Held(phase, what, pid, line)
            self._held.append(mine)
        mine.free.wait()

    def _found(self, phase: str, what: str) -> Held | None:
        with self._turn:
            return next((each for each in self._held if (each.phase, each.what) == (phase, what)), None)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    keeper: Keeper


class _Gate(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast("_Server", self.server)
        with suppress(OSError, ValueError):
            asked = json.loads(self.rfile.readline())
            server.keeper.comes(asked["phase"], asked["what"], asked["pid"], self.connection)
            self.wfile.write(b"1")


@contextmanager
def keeper() -> Iterator[Keeper]:
    kept = Keeper()
    server = _Server(("127.0.0.1", 0), _Gate)
    server.keeper = kept
    kept.address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        kept.let_go()
        server.shutdown()
        server.server_close()
