"""Remembering finished answers for a while, for all processes together."""

from typing import Protocol


class Cache(Protocol):
    """Keys name a version of what they hold, so nothing ever has to be taken out: a change has another key.

    Never raises. Without its store nothing is remembered.
    """

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes, *, seconds: int) -> None: ...
