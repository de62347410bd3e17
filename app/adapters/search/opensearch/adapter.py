"""OpenSearch behind the search port. Versions are ours and external: an older document never wins."""

import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from app.adapters.search.opensearch import asking
from app.adapters.search.opensearch.mapping import MAPPINGS, SETTINGS, settings_for
from app.kernel.errors import PermanentError, TransientError
from app.kernel.ids import uuid7
from app.ports.search import FACETS, Building, Document, Found, Hit, Like, Query, Suggestion

ALIAS = "providers"
PATIENCE = 1.0
WRITING_PATIENCE = 30.0
_OLDER = 409
# Of each document only what went wrong is worth reading.
_BULK = {
    "request_timeout": WRITING_PATIENCE,
    "filter_path": "errors,items.index.status,items.index.error.reason",
}

# The client reports each failed request with its whole traceback; ours says once that the index is away.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)
_WORLD_M = 10**8


# Nobody asks an index that is being built, and one whose node dies is begun anew.
_WHILE_BUILDING = {"refresh_interval": "-1", "translog.durability": "async"}


class OpenSearchSearch:
    """Speaks to one cluster. Reading waits a second at most: PostgreSQL stands behind."""

    kept = True

    def __init__(self, url: str, *, alias: str = ALIAS, patience: float = PATIENCE) -> None:
        self._alias = alias
        self._client = OpenSearch(
            url, timeout=patience, max_retries=0, retry_on_timeout=False, pool_maxsize=32
        )

    def may_be_asked(self) -> bool:
        return True

    def find(self, query: Query) -> Found:
        with _outside():
            answer = self._client.search(index=self._alias, body=asking.search(query))
        place = None if query.near is None else 0 if query.sort == "distance" else -1
        hits = [_hit(hit, place) for hit in answer["hits"]["hits"]]
        facets = {name: _counts(answer["aggregations"][name]) for name in FACETS}
        return Found(hits, answer["hits"]["total"]["value"], facets)

    def suggest(self, prefix: Sequence[str], size: int) -> Sequence[Suggestion]:
        bodies = asking.suggest(" ".join(prefix), list(prefix), size)
        lines = [line for body in bodies for line in ({"index": self._alias}, body)]
        with _outside():
            answers = self._client.msearch(body=lines)["responses"]
        if any("error" in answer for answer in answers):
            raise TransientError("the index did not answer both searches")
        skills = [Suggestion(one["key"]) for one in answers[0]["aggregations"]["skills"]["buckets"]]
        names = [Suggestion(hit["_source"]["name"], int(hit["_id"])) for hit in answers[1]["hits"]["hits"]]
        return [*skills[: max(size // 2, size - len(names))], *names][:size]

    def similar(self, like: Like, size: int) -> Sequence[int]:
        with _outside():
            answer = self._client.search(index=self._alias, body=asking.similar(like, size))
        return [int(hit["_id"]) for hit in answer["hits"]["hits"]]

    def write(self, documents: Sequence[Document]) -> None:
        _bulk(self._client, self._alias, documents, alias=True)

    def read(self, provider_ids: Sequence[int]) -> Mapping[int, Document]:
        if not provider_ids:
            return {}
        with _outside():
            answer = self._client.mget(
                index=self._alias,
                body={"ids": [str(number) for number in provider_ids]},
                params={"request_timeout": WRITING_PATIENCE},
            )
        return {
            int(kept["_id"]): Document(int(kept["_id"]), kept["_version"], kept["_source"])
            for kept in answer["docs"]
            if kept.get("found")
        }

    def build(self) -> Building:
        name = f"{self._alias}-{uuid7().hex}"
        with _outside():
            nodes = self._client.cluster.health(params={"request_timeout": WRITING_PATIENCE})
            settings = {**settings_for(nodes["number_of_data_nodes"]), **_WHILE_BUILDING}
            body = {"settings": settings, "mappings": MAPPINGS}
            self._client.indices.create(index=name, body=body, params={"request_timeout": WRITING_PATIENCE})
        return Beside(self._client, self._alias, name)

    def exists(self) -> bool:
        with _outside():
            return bool(self._client.indices.exists_alias(name=self._alias))


class Beside:
    """An index that is being built; it becomes the one in use all at once."""

    def __init__(self, client: OpenSearch, alias: str, name: str) -> None:
        self._client = client
        self._alias = alias
        self._name = name

    def add(self, documents: Sequence[Document]) -> None:
        _bulk(self._client, self._name, documents, alias=False)

    def swap(self) -> None:
        slow = {"request_timeout": WRITING_PATIENCE}
        with _outside():
            settings = {name: SETTINGS.get(name) for name in _WHILE_BUILDING}
            self._client.indices.put_settings(index=self._name, body={"index": settings}, params=slow)
            self._client.indices.flush(index=self._name, params=slow)
            self._client.indices.refresh(index=self._name, params=slow)
            others = [
                name for name in self._client.indices.get(index=f"{self._alias}-*") if name != self._name
            ]
            removed = [{"remove_index": {"index": name}} for name in others]
            added = {"add": {"index": self._name, "alias": self._alias}}
            self._client.indices.update_aliases(body={"actions": [added, *removed]}, params=slow)

    def drop(self) -> None:
        with _outside():
            self._client.indices.delete(index=self._name, params={"request_timeout": WRITING_PATIENCE})


def _bulk(client: OpenSearch, index: str, documents: Sequence[Document], *, alias: bool) -> None:
    if not documents:
        return
    params = {"require_alias": "true"} if alias else {}
    body = b"".join(line + b"\n" for document in documents for line in _lines(document))
    with _outside():
        answer = client.bulk(index=index, body=body, params={**params, **_BULK})
    if not answer["errors"]:
        return
    refused = [item["index"] for item in answer["items"] if item["index"]["status"] not in {200, 201, _OLDER}]
    if not refused:
        return
    reason = f"{refused[0]['status']}: {refused[0].get('error', {}).get('reason', '')}"[:300]
    if all(_permanent(one["status"]) for one in refused):
        raise PermanentError(reason)
    raise TransientError(reason)


def _lines(document: Document) -> tuple[bytes, bytes]:
    place = {"_id": str(document.provider_id), "version": document.version, "version_type": "external"}
    return orjson.dumps({"index": place}), orjson.dumps(document.body)


def _permanent(status: int) -> bool:
    """A document it cannot read; an index that is missing or busy may be there later."""
    return status == 400  # noqa: PLR2004 - as HTTP has it


def _hit(hit: dict[str, Any], place: int | None) -> Hit:
    """`place`: where among the values of its sort the distance stands."""
    if place is None:
        return Hit(int(hit["_id"]))
    return Hit(int(hit["_id"]), _km(hit["sort"][place]))


def _km(meters: float | str) -> float | None:
    """A provider without a place is infinitely far away."""
    return float(meters) / 1000 if math.isfinite(float(meters)) and float(meters) < _WORLD_M else None


def _counts(facet: dict[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in facet["buckets"]}


@contextmanager
def _outside() -> Iterator[None]:
    """Whatever it answers but success is worth another try: the query was made by us, not by the client."""
    try:
        yield
    except OpenSearchException as error:
        raise TransientError(f"{type(error).__name__}: {error}"[:300]) from error
