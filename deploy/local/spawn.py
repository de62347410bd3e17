"""Start processes that end with us, and end them."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from deploy.local.accounts import Account

TETHER = Path(__file__).with_name("tether.py")

# A child is tied to the thread that started it, so one thread which lives as long as we do starts them all.
_SPAWNER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")

Process = subprocess.Popen[bytes]


def spawn(
    command: Sequence[str | Path],
    *,
    output: IO[bytes] | int,
    env: Mapping[str, str] | None = None,
    cwd: Path | str = "/",
    account: Account | None = None,
    death: signal.Signals = signal.SIGTERM,
) -> Process:
    """Start a command in a session of its own; `death` is the signal it gets when we die."""
    uid, gid = (account.uid, account.gid) if account else (-1, -1)
    tether = [sys.executable, "-I", "-S", TETHER, int(death), os.getpid(), uid, gid]
    return _SPAWNER.submit(
        subprocess.Popen,
        [str(part) for part in (*tether, *command)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=env,
        cwd=cwd,
        start_new_session=True,
    ).result()


def end(process: Process, *, politely: signal.Signals, patience: float) -> None:
    """Ask, wait, and take it and its children away by force if it does not go."""
    if process.poll() is None:
        process.send_signal(politely)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    kill_group(process)
    process.wait()


def kill_group(process: Process) -> None:
    """Kill -9 a process and whatever of its session is left, a dead leader's children included."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
