"""Search by OpenSearch: the only place that knows its client."""

from app.adapters.search.opensearch.adapter import OpenSearchSearch

__all__ = ["OpenSearchSearch"]
