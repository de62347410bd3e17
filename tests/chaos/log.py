"""Where the processes' own words go: under faults they are too many for a terminal."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from deploy.local.processes import Sink


@contextlib.contextmanager
def into(file: Path) -> Iterator[Sink]:
    """Write every line with its time and who said it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    began, turn = time.monotonic(), threading.Lock()
    with file.open("w") as log:

        def sink(name: str, said: str) -> None:
            with turn, contextlib.suppress(ValueError):  # a last word may come after the end
                log.write(f"{time.monotonic() - began:7.2f} {name:<12} {said}\n")
                log.flush()

        yield sink
