"""The time of day, read at the edges only; pure code takes `now` as an argument."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...
