"""Keeping what people upload."""

from typing import Protocol
from uuid import UUID


class Files(Protocol):
    """Whole files by keys of our own: no word of a client's ever stands in one."""

    def put(self, key: UUID, content: bytes) -> None:
        """Keep it: afterwards it is there whole, or not at all. Raises TransientError."""
        ...

    def get(self, key: UUID) -> bytes | None:
        """What was put; None where nothing is. Raises TransientError."""
        ...

    def delete(self, key: UUID) -> None:
        """Let it go. Nothing happens where there is none. Raises TransientError."""
        ...
