"""Files of one process, for tests."""

from uuid import UUID


class MemoryFiles:
    def __init__(self) -> None:
        self.kept: dict[UUID, bytes] = {}

    def put(self, key: UUID, content: bytes) -> None:
        self.kept[key] = content

    def get(self, key: UUID) -> bytes | None:
        return self.kept.get(key)

    def delete(self, key: UUID) -> None:
        self.kept.pop(key, None)
