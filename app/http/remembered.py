"""Answers of one version, made once: the callers of one process wait for the first of them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Response

from app.ports import ports

HOUR = 3600

_turns: dict[str, tuple[threading.Lock, int]] = {}
_door = threading.Lock()


def remembered(key: str, make: Callable[[], tuple[str, bytes]]) -> bytes:
    """The answer under this key. `make` gives it with the key it belongs under by now."""
    found = ports().cache.get(key)
    if found is not None:
        return found
    with _turn(key):
        found = ports().cache.get(key)
        if found is not None:
            return found
        belongs, made = make()
        ports().cache.put(belongs, made, seconds=HOUR)
        return made


def answer(body: bytes, tag: str) -> Response:
    return Response(body, mimetype="application/json", headers={"ETag": tag})


@contextmanager
def _turn(key: str) -> Iterator[None]:
    """One at a time for each key; a key that nobody waits for any more is forgotten."""
    with _door:
        lock, waiting = _turns.get(key, (threading.Lock(), 0))
        _turns[key] = (lock, waiting + 1)
    try:
        with lock:
            yield
    finally:
        with _door:
            lock, waiting = _turns.pop(key)
            if waiting > 1:
                _turns[key] = (lock, waiting - 1)
