"""OpenSearch first, PostgreSQL while it is away: after three failures nobody waits for it for a while."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import structlog

from app.adapters.redis.breaker import Breaker
from app.kernel.errors import TransientError
from app.ports.search import (
    DEEPEST,
    Building,
    Document,
    Found,
    Like,
    Query,
    Search,
    Suggestion,
)

REST = 2.0

Result = TypeVar("Result")
log = structlog.get_logger(__name__)


class SearchWithFallback:
    """Reading falls back; writing does not, for the ledger tries again."""

    kept = True

    def __init__(self, index: Search, database: Search, *, rest: float = REST) -> None:
        self._index = index
        self._database = database
        self._breaker = Breaker(rest)

    def may_be_asked(self) -> bool:
        return self._breaker.may_try()

    def find(self, query: Query) -> Found:
        if query.offset + query.size > DEEPEST:
            return self._database.find(query)  # a list this long is the database's by right
        found = self._attempt(lambda: self._index.find(query))
        return found or replace(self._database.find(query), degraded=True)

    def suggest(self, prefix: Sequence[str], size: int) -> Sequence[Suggestion]:
        found = self._attempt(lambda: self._index.suggest(prefix, size))
        return self._database.suggest(prefix, size) if found is None else found

    def similar(self, like: Like, size: int) -> Sequence[int]:
        found = self._attempt(lambda: self._index.similar(like, size))
        return self._database.similar(like, size) if found is None else found

    def write(self, documents: Sequence[Document]) -> None:
        self._watched(lambda: self._index.write(documents))

    def read(self, provider_ids: Sequence[int]) -> Mapping[int, Document]:
        return self._watched(lambda: self._index.read(provider_ids))

    def build(self) -> Building:
        return self._watched(self._index.build)

    def exists(self) -> bool:
        return self._watched(self._index.exists)

    def _attempt(self, work: Callable[[], Result]) -> Result | None:
        if not self._breaker.may_try():
            return None
        try:
            return self._watched(work)
        except TransientError:
            return None

    def _watched(self, work: Callable[[], Result]) -> Result:
        try:
            result = work()
        except TransientError as error:
            if self._breaker.failed():
                log.warning("the search index is away", error=str(error))
            raise
        if self._breaker.succeeded():
            log.info("the search index is back")
        return result
