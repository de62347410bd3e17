"""What an offering asks of a time: how long, how far apart, how soon, how late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.kernel.errors import InvalidInput
from app.kernel.intervals import Interval
from app.kernel.zones import date_of, day_of, instant_from, instant_of

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Terms:
    """Minutes throughout; a horizon's last date, the provider's own, may still have starts."""

    duration: int
    step: int
    buffer_before: int = 0
    buffer_after: int = 0
    notice: timedelta = timedelta()
    horizon_days: int | None = None
    horizon_until: date | None = None

    def __post_init__(self) -> None:
        for field in ("duration", "step"):
            if getattr(self, field) < 1:
                raise InvalidInput.at(field, f"The {field} is at least one minute.")
        for field in ("buffer_before", "buffer_after", "horizon_days"):
            if (getattr(self, field) or 0) < 0:
                raise InvalidInput.at(field, f"{field} cannot be negative.")
        if self.notice < timedelta():
            raise InvalidInput.at("notice", "The notice cannot be negative.")

    @property
    def seconds(self) -> int:
        """Give the duration in absolute time: an hour lasts an hour in any night of the year."""
        return self.duration * MINUTE

    def slot(self, start: int) -> Interval:
        return Interval(start, start + self.seconds)

    def padded(self, start: int) -> Interval:
        """Give what a booking at this start keeps occupied, its buffers included."""
        return self.slot(start).padded(before=self.buffer_before * MINUTE, after=self.buffer_after * MINUTE)

    def earliest(self, now: datetime) -> int:
        """Give the first start that leaves the notice; a broken second is rounded up, never down."""
        return instant_from(now + self.notice)

    def last_day(self, zone: str, now: datetime) -> int | None:
        """Give the last of the provider's dates, in days since 1970: n days after today includes the n-th."""
        days = []
        if self.horizon_days is not None:
            days.append(day_of(date_of(zone, instant_of(now))) + self.horizon_days)
        if self.horizon_until is not None:
            days.append(day_of(self.horizon_until))
        return min(days, default=None)
