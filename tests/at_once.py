"""Doing things at the same moment, each in a thread of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Result = TypeVar("Result")


def at_once(doings: Sequence[Callable[[], Result]]) -> list[Result]:
    """What each gives, in their order; none begins before all are ready."""
    ready = Barrier(len(doings))

    def start(doing: Callable[[], Result]) -> Result:
        ready.wait(timeout=10)
        return doing()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(start, doings))
