"""Waiting on a condition, for what happens in another process."""

import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

Found = TypeVar("Found")


def eventually(condition: Callable[[], Found], *, within: float = 5.0) -> Found:
    """What `condition` gives as soon as it is truthy; a failure when that takes too long."""
    deadline = time.monotonic() + within
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {within} s: {condition}"
        Event().wait(0.01)
    return found
