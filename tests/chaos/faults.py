"""Carrying out the schedule on real servers and processes, and undoing what can be undone."""

import contextlib
import heapq
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from bench.stack import Stack
from tests.chaos.plan import Fault

Say = Callable[[str], None]
Act = Callable[[Stack, str], None]


def _nothing(stack: Stack, target: str) -> None:
    """A fault that is over as soon as it has happened."""
    del stack, target


def _kill_child(stack: Stack, target: str) -> None:
    for pid in list(working_children(stack.supervisor.pid(target)))[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _flush(stack: Stack, target: str) -> None:
    del target
    _command(stack, "FLUSHALL")


def _cut(stack: Stack, target: str) -> None:
    del target
    for kind in ("normal", "pubsub"):
        _command(stack, "CLIENT", "KILL", "TYPE", kind, "SKIPME", "yes")


def _command(stack: Stack, *words: str) -> None:
    with Redis.from_url(stack.store.url, socket_timeout=3) as redis, contextlib.suppress(RedisError):
        redis.execute_command(*words)


ACTS: dict[str, tuple[Act, Act]] = {
    "kill -9 web": (lambda stack, name: stack.supervisor.kill(name), _nothing),
    "kill -9 web child": (_kill_child, _nothing),
    "kill -9 scheduler": (lambda stack, name: stack.supervisor.kill(name), _nothing),
    "kill -9 worker": (lambda stack, name: stack.supervisor.kill(name), _nothing),
    "kill -9 worker child": (_kill_child, _nothing),
    "freeze worker": (
        lambda stack, name: stack.supervisor.send(name, signal.SIGSTOP),
        lambda stack, name: stack.supervisor.send(name, signal.SIGCONT),
    ),
    "kill -9 redis": (lambda stack, _: stack.store.kill(), lambda stack, _: stack.store.start()),
    "flushall redis": (_flush, _nothing),
    "cut redis connections": (_cut, _nothing),
    "freeze redis": (lambda stack, _: stack.store.pause(), lambda stack, _: stack.store.resume()),
    "restart postgres": (lambda stack, _: stack.database.restart_immediately(), _nothing),
}


def carry_out(stack: Stack, faults: Sequence[Fault], seconds: float, say: Say) -> None:
    """Take `seconds`, with the faults at their times; whatever is struck stands again when this returns."""
    started, never = time.monotonic(), threading.Event()
    due = [(fault.at, number, 0, fault) for number, fault in enumerate(faults)]
    heapq.heapify(due)
    try:
        while due:
            at, number, half, fault = heapq.heappop(due)
            never.wait(max(0.0, started + at - time.monotonic()))
            if not half or fault.kind.longest:
                _tell(say, time.monotonic() - started, fault, half)
            acting = time.monotonic()
            ACTS[fault.kind.name][half](stack, fault.kind.target)
            started += time.monotonic() - acting  # the schedule stands still while a server restarts
            if not half:
                heapq.heappush(due, (fault.until, number, 1, fault))
        never.wait(max(0.0, started + seconds - time.monotonic()))
    finally:
        _undo(stack, [fault for _, _, half, fault in due if half])


def _tell(say: Say, at: float, fault: Fault, half: int) -> None:
    say(f"{at:6.1f} s  {'end of ' if half else ''}{fault.kind.name} ({fault.kind.target})")


def _undo(stack: Stack, open_faults: Sequence[Fault]) -> None:
    for fault in open_faults:
        ACTS[fault.kind.name][1](stack, fault.kind.target)


def working_children(parent: int) -> Iterator[int]:
    """The processes that do a leader's work; not the tracker that Python starts beside them."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            after_name = (entry / "stat").read_text().rpartition(")")[2].split()
            words = (entry / "cmdline").read_bytes()
            if int(after_name[1]) == parent and b"resource_tracker" not in words:
                yield int(entry.name)
