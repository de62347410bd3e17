"""What an offering asks of a time: how long, how far apart, how soon, how late, how often."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.availability.rules.limits import Limit
from app.kernel.errors import InvalidInput
from app.kernel.intervals import Interval
from app.kernel.zones import instant_from

MINUTE = 60


class Grid(StrEnum):
    """Where slots start. FIT adds the starts that leave no gap beside what is taken."""

    STEP = "STEP"
    FIT = "FIT"


class Horizon(StrEnum):
    """How a horizon counts its days: all dates, those with hours, or not at all."""

    ROLLING = "ROLLING"
    BOOKABLE_DAYS = "BOOKABLE_DAYS"
    FIXED = "FIXED"


@dataclass(frozen=True, slots=True)
class Terms:
    """Minutes throughout; the first and the last date, the provider's own, may have starts."""

    duration: int
    step: int
    buffer_before: int = 0
    buffer_after: int = 0
    notice: timedelta = timedelta()
    horizon_days: int | None = None
    horizon_kind: Horizon = Horizon.ROLLING
    bookable_from: date | None = None
    bookable_until: date | None = None
    grid: Grid = Grid.STEP
    offset: int = 0
    limits: tuple[Limit, ...] = ()
    offering_id: int = 0

    def __post_init__(self) -> None:
        for field in ("duration", "step"):
            if getattr(self, field) < 1:
                raise InvalidInput.at(field, f"The {field} is at least one minute.")
        for field in ("buffer_before", "buffer_after", "horizon_days"):
            if (getattr(self, field) or 0) < 0:
                raise InvalidInput.at(field, f"{field} cannot be negative.")
        if self.notice < timedelta():
            raise InvalidInput.at("notice", "The notice cannot be negative.")
        if not 0 <= self.offset < self.step:
            raise InvalidInput.at("offset", "Starts are moved by less than one step.")

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

    def on_grid(self, start: int, opening: int) -> bool:
        """Whether a start stands on the grid that counts from a span's written opening."""
        return (start - opening - self.offset * MINUTE) % (self.step * MINUTE) == 0
