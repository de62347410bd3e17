"""One `make run` at a time on one data folder, and a clean start after a killed one."""

import contextlib
import fcntl
import json
import os
import secrets
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from deploy.local import leftovers
from deploy.local.errors import LaunchError

MARK = "BOOKMYTIME_RUN"


@dataclass(slots=True)
class Run:
    """This run; its mark is inherited by every process it starts."""

    mark: str
    _note: IO[str]

    def announce(self, address: str) -> None:
        """Write down who runs and where, for whoever tries to start a second time."""
        self._note.seek(0)
        self._note.truncate()
        json.dump({"pid": os.getpid(), "address": address, "mark": self.mark}, self._note)
        self._note.flush()


@contextlib.contextmanager
def only_run(data: Path) -> Iterator[Run]:
    """Hold the folder for this run; refuse if another one does, end what a killed one left behind."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "run.json").open("a+") as note:
        note.seek(0)
        earlier = _read(note)
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LaunchError(_already(earlier)) from None
        _end_leftovers(earlier.get("mark"))
        run = Run(secrets.token_hex(8), note)
        run.announce("")
        yield run


def _read(note: IO[str]) -> dict[str, str]:
    try:
        return dict(json.load(note))
    except (ValueError, TypeError):
        return {}


def _already(earlier: dict[str, str]) -> str:
    place = earlier.get("address") or "an address it has yet to print"
    pid = earlier.get("pid", "?")
    return f"BookMyTime already runs at {place} (process {pid}); Ctrl-C in its terminal stops it."


def _end_leftovers(mark: str | None) -> None:
    if mark:
        leftovers.end_all(lambda: leftovers.marked(MARK, mark), politely=signal.SIGKILL, patience=5)
