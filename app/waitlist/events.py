"""What callers ask of the waitlist, as values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWish:
    """Somebody waits for a time of an offering, or to have their booking earlier: then it says of which."""

    client_id: int
    provider_id: int | None
    offering_id: int | None
    booking_id: int | None
    first_date: date
    last_date: date
    weekdays: tuple[int, ...]
    opens: int
    closes: int
    zone: str
    seats: int = 1
