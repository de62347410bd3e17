"""Remembering in this process alone: for tests."""


class MemoryCache:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, value: bytes, *, seconds: int) -> None:
        del seconds
        self.kept[key] = value
