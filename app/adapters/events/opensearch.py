"""Events in an index of OpenSearch, counted by its aggregations; while it is away the database counts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import orjson
import structlog
from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from app.adapters.events.database import DatabaseEvents
from app.adapters.redis.breaker import Breaker
from app.kernel.errors import TransientError
from app.ports.events import Event, Tally

ALIAS = "events"
PATIENCE = 1.0
WRITING_PATIENCE = 30.0
_REST = 2.0
_EXISTS = 400
_MOST_KINDS = 100
_KEYWORD = {"type": "keyword"}
_INDEX: dict[str, Any] = {
    "settings": {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-2",
        # Every index would build this one, and a small Java runtime has no Thai word breaks.
        "analysis": {"analyzer": {"thai": {"type": "standard"}}},
    },
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "at": {"type": "date"},
            "kind": _KEYWORD,
            "booking_id": {"type": "long"},
            "provider_id": {"type": "long"},
            "offering_id": {"type": "long"},
        },
    },
}

log = structlog.get_logger(__name__)


class OpenSearchEvents:
    """Writing raises, for the ledger tries again; reading falls back."""

    def __init__(self, url: str, *, index: str = ALIAS, patience: float = PATIENCE) -> None:
        self._index = index
        self._client = OpenSearch(url, timeout=patience, max_retries=0, retry_on_timeout=False)
        self._database = DatabaseEvents()
        self._breaker = Breaker(_REST)

    def write(self, events: Sequence[Event]) -> None:
        if not events:
            return
        body = b"".join(_lines(event) for event in events)
        params = {"request_timeout": WRITING_PATIENCE, "filter_path": "errors,items.*.error.reason"}
        try:
            self._make_sure()
            answer = self._client.bulk(index=self._index, body=body, params=params)
        except OpenSearchException as error:
            raise TransientError(f"{type(error).__name__}: {error}"[:300]) from error
        if answer["errors"]:
            raise TransientError(str(answer.get("items"))[:300])

    def tally(self, bounds: Sequence[datetime], until: datetime, dates: Sequence[date]) -> Tally:
        if self._breaker.may_try():
            try:
                answer = self._client.search(index=self._index, body=_asked(bounds, until))
            except OpenSearchException as error:
                if self._breaker.failed():
                    log.warning("the store of events is away", error=type(error).__name__)
            else:
                self._breaker.succeeded()
                return Tally(_days(answer, dates), "opensearch")
        return self._database.tally(bounds, until, dates)

    def _make_sure(self) -> None:
        """Two that make it at once are one too many, which the index itself says."""
        if self._client.indices.exists(index=self._index):
            return
        try:
            self._client.indices.create(
                index=self._index, body=_INDEX, params={"request_timeout": WRITING_PATIENCE}
            )
        except OpenSearchException as error:
            if getattr(error, "status_code", None) != _EXISTS:
                raise


def _lines(event: Event) -> bytes:
    body = {
        "at": event.at,
        "kind": event.kind,
        "booking_id": event.booking_id,
        "provider_id": event.provider_id,
        "offering_id": event.offering_id,
    }
    return orjson.dumps({"index": {"_id": str(event.event_id)}}) + b"\n" + orjson.dumps(body) + b"\n"


def _asked(bounds: Sequence[datetime], until: datetime) -> dict[str, Any]:
    """Ranges and no histogram: our zones say when a date begins."""
    ends = [*bounds[1:], until]
    ranges = [
        {"key": str(number), "from": begin.isoformat(), "to": end.isoformat()}
        for number, (begin, end) in enumerate(zip(bounds, ends, strict=True))
        if begin < end
    ]
    kinds = {"kinds": {"terms": {"field": "kind", "size": _MOST_KINDS}}}
    return {
        "size": 0,
        "query": {"range": {"at": {"gte": bounds[0].isoformat(), "lt": until.isoformat()}}},
        "aggs": {"days": {"date_range": {"field": "at", "keyed": False, "ranges": ranges}, "aggs": kinds}},
    }


def _days(answer: dict[str, Any], dates: Sequence[date]) -> dict[date, dict[str, int]]:
    return {
        dates[int(bucket["key"])]: {kind["key"]: kind["doc_count"] for kind in bucket["kinds"]["buckets"]}
        for bucket in answer["aggregations"]["days"]["buckets"]
        if bucket["doc_count"]
    }
