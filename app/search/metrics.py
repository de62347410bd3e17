"""What is counted of the search."""

from prometheus_client import Counter

DRIFTED = Counter("search_drifted_total", "Documents of the search index that differed from the database.")
