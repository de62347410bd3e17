"""What callers ask of series, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """Which appointments beside the one that is named."""

    FOLLOWING = "FOLLOWING"
    ALL = "ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSeries:
    """`decisions` by the number of an appointment: another start for it, or None to leave it out."""

    client_id: int
    provider_id: int
    offering_id: int
    start: datetime
    rrule: str
    timezone: str | None
    notes: str | None
    decisions: Mapping[int, datetime | None]
    seats: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSeries:
    """By as much as the named appointment moves on the wall clock."""

    series_id: int
    booking_id: int
    actor_id: int
    scope: Scope
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelSeries:
    series_id: int
    booking_id: int
    actor_id: int
    scope: Scope
    explanation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSeries:
    series_id: int
    actor_id: int
    accepted: bool
    explanation: str | None = None
