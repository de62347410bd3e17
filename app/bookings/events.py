"""What callers ask of bookings, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.availability.slots.quote import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBooking:
    """A client asks for a time. Without an offering the provider's first one of that length is meant.

    A quote holds what was promised and is read first of all; a promo code takes something off.
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
    quote: str | None = None
    promised: Quote | None = None
    promo_code: str | None = None
    package_purchase_id: int | None = None
    minutes: int | None = None
    link: str | None = None
    answers: Mapping[str, Any] | None = None
    seats: int = 1

    @property
    def plain(self) -> bool:
        """On the listed terms, for one, and without more words, as nearly all are."""
        others = (self.promised, self.promo_code, self.package_purchase_id, self.link)
        return self.seats == 1 and not self.answers and all(each is None for each in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelBooking:
    booking_id: int
    actor_id: int
    version: int | None
    explanation: str | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNoShow:
    """The provider says that the client did not come."""

    booking_id: int
    actor_id: int
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitBooking:
    """The client has filled in the form of a time that is kept, or takes the one they were offered."""

    booking_id: int
    actor_id: int
    version: int | None
    notes: str | None = None
    promo_code: str | None = None
    package_purchase_id: int | None = None
    answers: Mapping[str, Any] | None = None
