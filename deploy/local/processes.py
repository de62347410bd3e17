"""Keep a set of processes alive: for `make run`, the end-to-end tests and the chaos run.

with Supervisor(procfile.read(ROOT / "Procfile"), env=environment, sink=console) as supervisor:
    supervisor.run("release")           # once, to its end
    supervisor.start("web")             # from now on it is started again whenever it dies
    supervisor.kill("web")              # kill -9, as a fault would
    supervisor.send("worker", SIGSTOP)  # freeze it with its children
"""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from deploy.local import procfile
from deploy.local.restarts import Restarts
from deploy.local.spawn import Process, end, kill_group, spawn

ROOT = Path(__file__).parents[2]
LOOK_EVERY_S = 0.05
GRACE_S = 6.0

Sink = Callable[[str, str], None]


@dataclass(slots=True)
class Kept:
    """A process that is to be alive, and when it is next due to be started."""

    process: Process
    started: float
    due: float | None = None
    restarts: Restarts = field(default_factory=Restarts)


class Supervisor:
    def __init__(
        self, commands: Mapping[str, str], *, env: Mapping[str, str], sink: Sink, cwd: Path = ROOT
    ) -> None:
        self._commands = commands
        self._env = env
        self._sink = sink
        self._cwd = cwd
        self._kept: dict[str, Kept] = {}
        self._relays: dict[str, threading.Thread] = {}
        self._turn = threading.RLock()
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._watcher.join()
        self.stop(*self._kept)

    def run(self, name: str) -> int:
        """Run a command to its end; its exit code."""
        process = self._spawn(name)
        try:
            return process.wait()
        finally:
            end(process, politely=signal.SIGTERM, patience=GRACE_S)
            self._relays[name].join(timeout=1)  # its last words come before ours

    def start(self, name: str) -> None:
        with self._turn:
            self._kept[name] = Kept(self._spawn(name), time.monotonic())

    def stop(self, *names: str, grace: float = GRACE_S) -> None:
        """Ask all of them at once to end, and take by force what is left after the grace."""
        with self._turn:
            leaving = {name: self._kept.pop(name).process for name in names if name in self._kept}
        for process in leaving.values():
            process.send_signal(signal.SIGCONT)
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + grace
        for name, process in leaving.items():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            if process.poll() is None:
                self._sink(name, f"did not stop within {grace:g} s and is killed")
            kill_group(process)
            process.wait()

    def kill(self, name: str) -> None:
        """Kill -9 the process itself, not its children; it is started again like after any death."""
        self._process(name).send_signal(signal.SIGKILL)

    def send(self, name: str, number: signal.Signals) -> None:
        """Send a signal to the process and its children."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid(name), number)

    def pid(self, name: str) -> int:
        return self._process(name).pid

    def alive(self, name: str) -> bool:
        return self._process(name).poll() is None

    def _process(self, name: str) -> Process:
        with self._turn:
            return self._kept[name].process

    def _watch(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            with self._turn:
                for name, kept in self._kept.items():
                    self._look_after(name, kept, time.monotonic())

    def _look_after(self, name: str, kept: Kept, now: float) -> None:
        code = kept.process.poll()
        if code is None:
            return
        if kept.due is None:
            kill_group(kept.process)  # children of a dead Dramatiq master would go on without it
            pause = kept.restarts.pause_after(code, lived=now - kept.started)
            kept.due = now + pause
            self._sink(name, f"ended ({_cause(code)}); it is started again in {pause:g} s")
        if now >= kept.due:
            kept.process, kept.started, kept.due = self._spawn(name), now, None

    def _spawn(self, name: str) -> Process:
        command = procfile.arguments(self._commands[name])
        process = spawn(command, output=subprocess.PIPE, env=self._env, cwd=self._cwd)
        self._relays[name] = threading.Thread(target=self._relay, args=(name, process), daemon=True)
        self._relays[name].start()
        return process

    def _relay(self, name: str, process: Process) -> None:
        for line in _lines(process.stdout):
            self._sink(name, line)


def _lines(stream: IO[bytes] | None) -> Iterator[str]:
    if stream is not None:
        with stream:
            for line in stream:
                yield line.decode(errors="replace").rstrip("\r\n")


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
