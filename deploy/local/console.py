"""The logs of many processes in one readable stream."""

import contextlib
import itertools
import os
import sys
import threading
from collections.abc import Iterable

COLOURS = ("36", "33", "32", "35", "34", "96", "93", "92")
QUIET = "90"


class Console:
    """Print whole lines, each with the coloured name of the process that said it."""

    def __init__(self, names: Iterable[str], *, colour: bool | None = None) -> None:
        names = list(names)
        self._width = max(map(len, names), default=0)
        self._colours = dict(zip(names, itertools.cycle(COLOURS), strict=False))
        self._colour = _wanted() if colour is None else colour
        self._turn = threading.Lock()

    def __call__(self, name: str, line: str) -> None:
        self._print(f"{self._painted(name)} | {line}")

    def say(self, text: str) -> None:
        """Say something of our own, without a name before it."""
        self._print(text)

    def _painted(self, name: str) -> str:
        padded = name.ljust(self._width)
        return f"\033[{self._colours.get(name, QUIET)}m{padded}\033[0m" if self._colour else padded

    def _print(self, text: str) -> None:
        with self._turn, contextlib.suppress(BrokenPipeError):  # nobody reads any more; the work goes on
            print(text, flush=True)


def _wanted() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
