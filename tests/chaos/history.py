"""Replaying what happened to a booking: the history alone must lead to the state that is stored."""

from collections.abc import Iterable, Mapping
from typing import Any

# What may follow what. A history that jumps was written by two hands.
FOLLOWS = {
    None: {"REQUESTED", "PENDING", "CONFIRMED"},  # what is taken at once was never only requested
    "REQUESTED": {"PENDING", "CONFIRMED", "REJECTED", "CANCELLED"},
    "PENDING": {"PENDING", "CONFIRMED", "CANCELLED", "REJECTED", "EXPIRED"},
    "CONFIRMED": {"CONFIRMED", "PENDING", "CANCELLED", "COMPLETED", "NO_SHOW"},
    "EXPIRED": {"CONFIRMED", "PENDING"},
}


def unfaithful(bookings: Iterable[Mapping[str, Any]]) -> list[str]:
    """The bookings whose replayed history does not give the stored status, step and version."""
    return [f"{row['id']}: {wrong}" for row in bookings if (wrong := _wrong(row))]


def _wrong(row: Mapping[str, Any]) -> str:
    state: tuple[str | None, str | None, int] = (None, None, 0)
    for status, step, version in zip(row["statuses"], row["steps"], row["versions"], strict=True):
        if status not in FOLLOWS.get(state[0], set()):
            return f"{state[0]} is followed by {status}"
        if version != state[2] + 1:
            return f"version {state[2]} is followed by {version}"
        state = (status, step, version)
    stored = (row["status"], row["step"], row["version"])
    return "" if state == stored else f"history leads to {state}, stored is {stored}"
