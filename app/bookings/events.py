"""What callers ask of bookings, as values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBooking:
    """A client asks for a time. Without an offering the provider's first one of that length is meant.

    `waits`: for the outcome. Who does not learns of a rejection by mail too.
    """

    client_id: int
    provider_id: int
    offering_id: int | None
    start: datetime
    end: datetime | None
    notes: str | None
    timezone: str | None
    idempotency_key: str | None
    fingerprint: bytes
    waits: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelBooking:
    booking_id: int
    actor_id: int
    version: int | None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBooking:
    """The provider's word on a booking that waits for it."""

    booking_id: int
    actor_id: int
    version: int | None
    accepted: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBooking:
    """New notes, a new start, or both; None leaves a thing as it is."""

    booking_id: int
    actor_id: int
    version: int | None
    start: datetime | None = None
    end: datetime | None = None
    notes: str | None = None
    video_call_link: str | None = None
