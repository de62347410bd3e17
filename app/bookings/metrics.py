"""Figures of bookings for Prometheus."""

from prometheus_client import Counter, Histogram

CREATED = Counter("bookings_created_total", "Bookings that were asked for and accepted.", ["answer"])
ENDED = Counter("bookings_reserved_total", "Reservations decided by the workers.", ["status"])
WAITED = Histogram(
    "booking_creation_seconds",
    "From the request to the answer, the worker's reservation included.",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
