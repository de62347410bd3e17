"""A Redis server of our own, for `make run`, tests, benchmarks and the chaos run.

with redis.running(folder) as server:               # append-only file in the folder
    ...
with redis.temporary(persistence=False) as server:  # a kill loses everything
    server.kill(); server.start(); server.pause(); server.resume()
"""

import contextlib
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local import binaries, leftovers, places, ports
from deploy.local.binaries import Binaries
from deploy.local.errors import LaunchError
from deploy.local.logfile import LogFile
from deploy.local.spawn import Process, end, spawn

START_WITHIN_S = 30.0


@dataclass(slots=True)
class RedisServer:
    """One server; kill, start and freeze it as often as needed, its port stays."""

    binaries: Binaries
    folder: Path
    port: int
    persistence: bool
    databases: int
    log: LogFile
    _process: Process | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return self.database_url(0)

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def database_url(self, number: int) -> str:
        return f"redis://{ports.HOST}:{self.port}/{number}"

    def start(self) -> None:
        """Start, and come back when it answers. What a killed run left on this folder is ended first."""
        leftovers.end_all(self._leftovers, politely=signal.SIGTERM, patience=5)
        options = {
            "port": self.port,
            "bind": ports.HOST,
            "dir": self.folder,
            "databases": self.databases,
            "appendonly": "yes" if self.persistence else "no",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        pairs = [str(part) for name, value in options.items() for part in (f"--{name}", value)]
        with self.log.open() as output:
            self._process = spawn([self.binaries.path, *pairs], output=output, cwd=self.folder)
        self._wait_until_ready(self._process)

    def stop(self) -> None:
        self._end(signal.SIGTERM, patience=5)

    def kill(self) -> None:
        self._end(signal.SIGKILL, patience=5)

    def pause(self) -> None:
        """Freeze it: connections stay open and nothing is answered."""
        self._running().send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._running().send_signal(signal.SIGCONT)

    def answers(self) -> bool:
        """Say whether it answers a PING; while it reads its file it answers, but with -LOADING."""
        try:
            with socket.create_connection((ports.HOST, self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def _running(self) -> Process:
        if self._process is None:
            raise RuntimeError("this Redis is not running")
        return self._process

    def _leftovers(self) -> list[int]:
        return leftovers.living_in(self.folder, "redis-server")

    def _end(self, politely: signal.Signals, *, patience: float) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)  # a frozen process would not hear the rest
            end(self._process, politely=politely, patience=patience)
            self._process = None

    def _wait_until_ready(self, process: Process) -> None:
        deadline = time.monotonic() + START_WITHIN_S
        while not self.answers():
            if process.poll() is not None:
                raise LaunchError(f"Redis did not start:\n{self.log.tail()}")
            if time.monotonic() > deadline:
                raise LaunchError(f"Redis was not ready within {START_WITHIN_S:.0f} s:\n{self.log.tail()}")
            time.sleep(0.01)


@contextlib.contextmanager
def running(
    folder: Path, *, port: int | None = None, persistence: bool = True, databases: int = 16
) -> Iterator[RedisServer]:
    """Run a server whose append-only file lies in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    server = RedisServer(
        binaries=binaries.redis(),
        folder=folder,
        port=port or ports.any_free(),
        persistence=persistence,
        databases=databases,
        log=LogFile(folder / "server.log"),
    )
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def temporary(*, persistence: bool = False, databases: int = 64) -> Iterator[RedisServer]:
    """Run a server whose data goes with it."""
    with (
        places.temporary_folder("redis") as folder,
        running(folder, persistence=persistence, databases=databases) as server,
    ):
        yield server
