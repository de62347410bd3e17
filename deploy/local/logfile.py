import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

FULL = 5_000_000
TAIL_LINES = 15


@dataclass(frozen=True, slots=True)
class LogFile:
    """What a server says goes to a file, which begins anew when it has grown large."""

    path: Path

    @contextlib.contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        full = self.path.exists() and self.path.stat().st_size > FULL
        with self.path.open("wb" if full else "ab") as file:
            yield file

    def tail(self) -> str:
        return "\n".join(self.path.read_text(errors="replace").splitlines()[-TAIL_LINES:])
