"""Counters of one process, for tests. `forget` is what emptying the store is."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from app.ports.counters import Cell, Counts


class MemoryCounters:
    def __init__(self) -> None:
        self._cells: Counter[Cell] = Counter()
        self._place: str | None = None

    def add(self, counts: Mapping[Cell, int], *, after: str, upto: str) -> bool:
        if self._place != after:
            return False
        self._cells.update(counts)
        self._place = upto
        return True

    def put(self, counts: Mapping[Cell, int], *, upto: str) -> None:
        self._cells = Counter(counts)
        self._place = upto

    def read(self, whose: str, *, since: datetime, until: datetime) -> Counts | None:
        if self._place is None:
            return None
        kinds: Counter[str] = Counter()
        for (quarter, owner, kind), number in self._cells.items():
            if owner == whose and since <= quarter < until:
                kinds[kind] += number
        return Counts(kinds, self._place)

    def forget(self) -> None:
        self._cells.clear()
        self._place = None
