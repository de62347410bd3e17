"""An OpenSearch of our own, for `make run`, tests and benchmarks.

with opensearch.running(folder) as server:   # its indices lie in the folder
    server.kill(); server.start(); server.url
"""

import contextlib
import signal
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local import leftovers, opensearch_program, places, ports
from deploy.local.errors import LaunchError
from deploy.local.logfile import LogFile
from deploy.local.spawn import Process, end, spawn

START_WITHIN_S = 90.0
NODE = opensearch_program.HERE / "node.py"


@dataclass(slots=True)
class OpenSearchServer:
    """One node; kill and start it as often as needed, its port stays."""

    program: Path
    folder: Path
    port: int
    log: LogFile
    _process: Process | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return f"http://{ports.HOST}:{self.port}"

    @property
    def binaries(self) -> str:
        return f"{opensearch_program.VERSION} (Java wheel)"

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start, and come back when it answers. What a killed run left on this folder is ended first."""
        leftovers.end_all(self._leftovers, politely=signal.SIGTERM, patience=10)
        python = self.program / "venv" / "bin" / "python"
        command = [python, "-I", NODE, self.program, self.folder, self.port]
        with self.log.open() as output:
            self._process = spawn([str(part) for part in command], output=output, cwd=self.folder)
        self._wait_until_ready(self._process)

    def stop(self) -> None:
        self._end(signal.SIGTERM, patience=10)

    def kill(self) -> None:
        self._end(signal.SIGKILL, patience=5)

    def answers(self) -> bool:
        health = f"{self.url}/_cluster/health"
        try:
            with urllib.request.urlopen(health, timeout=1) as answer:  # noqa: S310 - our own address
                return b'"status":"red"' not in answer.read()
        except OSError:
            return False

    def _leftovers(self) -> list[int]:
        return leftovers.living_in(self.folder, "python")

    def _end(self, politely: signal.Signals, *, patience: float) -> None:
        if self._process is not None:
            end(self._process, politely=politely, patience=patience)
            self._process = None

    def _wait_until_ready(self, process: Process) -> None:
        deadline = time.monotonic() + START_WITHIN_S
        while not self.answers():
            if process.poll() is not None:
                raise LaunchError(f"OpenSearch did not start:\n{self.log.tail()}")
            if time.monotonic() > deadline:
                raise LaunchError(f"OpenSearch was not ready in {START_WITHIN_S:.0f} s:\n{self.log.tail()}")
            time.sleep(0.05)


@contextlib.contextmanager
def running(folder: Path, *, port: int | None = None) -> Iterator[OpenSearchServer]:
    """Run a node whose indices lie in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    server = OpenSearchServer(
        program=opensearch_program.fetched(),
        folder=folder,
        port=port or ports.any_free(),
        log=LogFile(folder / "server.log"),
    )
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def temporary() -> Iterator[OpenSearchServer]:
    """Run a node whose indices go with it."""
    with places.temporary_folder("opensearch") as folder, running(folder) as server:
        yield server
