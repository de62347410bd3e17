"""Figures of payments for Prometheus."""

from prometheus_client import Counter

UNRECONCILED = Counter(
    "payments_unreconciled_total",
    "Differences between our books and a payment company's that could not be repaired.",
    ["difference"],
)
