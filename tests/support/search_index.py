"""An index in memory that can be away, and whose search finds whatever it holds, however old."""

from collections.abc import Mapping, Sequence

from app.kernel.errors import TransientError
from app.ports.search import FACETS, Building, Document, Found, Hit, Like, Query, Suggestion


class MemoryIndex:
    kept = True

    def __init__(self) -> None:
        self.documents: dict[int, Document] = {}
        self.writes: list[list[int]] = []
        self.away = False
        self.in_use = True
        self.full = False

    def may_be_asked(self) -> bool:
        return True

    def find(self, query: Query) -> Found:
        self._answer()
        listed = sorted(number for number, one in self.documents.items() if one.body["listed"])
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        return Found([Hit(number) for number in listed[query.offset :][: query.size]], len(listed), facets)

    def suggest(self, prefix: Sequence[str], size: int) -> Sequence[Suggestion]:
        self._answer()
        return [Suggestion(" ".join(prefix))][:size]

    def similar(self, like: Like, size: int) -> Sequence[int]:
        self._answer()
        return [number for number in self.documents if number != like.provider_id][:size]

    def write(self, documents: Sequence[Document]) -> None:
        self._answer()
        self.writes.append([one.provider_id for one in documents])
        for one in documents:
            old = self.documents.get(one.provider_id)
            if old is None or old.version < one.version:
                self.documents[one.provider_id] = one

    def read(self, provider_ids: Sequence[int]) -> Mapping[int, Document]:
        self._answer()
        return {number: self.documents[number] for number in provider_ids if number in self.documents}

    def build(self) -> Building:
        self._answer()
        return Beside(self)

    def exists(self) -> bool:
        self._answer()
        return self.in_use

    def _answer(self) -> None:
        if self.away:
            raise TransientError("away")


class Beside:
    def __init__(self, index: MemoryIndex) -> None:
        self._index = index
        self._made: dict[int, Document] = {}

    def add(self, documents: Sequence[Document]) -> None:
        if self._index.full:
            raise TransientError("no room")
        self._made |= {one.provider_id: one for one in documents}

    def swap(self) -> None:
        self._index.documents = self._made
        self._index.in_use = True

    def drop(self) -> None:
        self._made = {}
