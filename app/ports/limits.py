"""Counting requests against a limit."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Quota:
    """`amount` requests in any `seconds`; `closed` decides what happens while nobody can count."""

    name: str
    amount: int
    seconds: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """`remaining` and `reset_seconds` as the RateLimit header fields tell them."""

    allowed: bool
    limit: int
    remaining: int
    reset_seconds: int


class Limiter(Protocol):
    def hit(self, quota: Quota, who: str) -> Verdict | None:
        """Count one request of `who`. None: limits are switched off here.

        Never raises: without its store it allows, or for a `closed` quota counts in this process alone.
        """
        ...

    def forget(self, quota: Quota, who: str) -> None:
        """Let `who` start anew. Never raises."""
        ...
