"""Processes that an earlier, killed run left behind. Read from /proc; elsewhere than Linux none are seen."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PROC = Path("/proc")
VISIBLE = PROC.joinpath("self/cwd").exists()


def living_in(folder: Path, name: str) -> list[int]:
    """Servers change into their data folder, so this finds ours and never someone else's."""
    there = str(folder.resolve())
    return [pid for pid in _pids() if _name(pid) == name and _working_folder(pid) == there]


def marked(name: str, value: str) -> list[int]:
    """Processes that inherited NAME=value, orphans of orphans included."""
    mark = f"{name}={value}".encode()
    return [pid for pid in _pids() if pid != os.getpid() and mark in _environment(pid)]


def end_all(find: Callable[[], list[int]], *, politely: signal.Signals, patience: float) -> None:
    """Ask whatever `find` finds to end; by force after `patience` seconds.

    Parents alone are asked and see to their children: PostgreSQL's checkpointer, asked beside its postmaster,
    ends too early, and the server's data looks crashed.
    """
    found = find()
    heads = [pid for pid in found if _parent(pid) not in found]
    _signal(found if politely is signal.SIGKILL else heads, politely)
    if not _gone(find, patience):
        _signal(find(), signal.SIGKILL)
        _gone(find, patience)


def _gone(find: Callable[[], list[int]], patience: float) -> bool:
    deadline = time.monotonic() + patience
    while find():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.glob("[0-9]*")] if VISIBLE else []


def _parent(pid: int) -> int:
    with contextlib.suppress(OSError):
        # The name in parentheses may hold anything; the state and the parent follow the last one.
        return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    return 0


def _name(pid: int) -> str:
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "comm").read_text().strip()
    return ""


def _working_folder(pid: int) -> str:
    with contextlib.suppress(OSError):
        return str((PROC / str(pid) / "cwd").readlink())
    return ""


def _environment(pid: int) -> list[bytes]:
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    return []
