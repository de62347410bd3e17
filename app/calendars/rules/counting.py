"""What of an outside event takes the provider's time. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Took(Protocol):
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...
    @property
    def weight(self) -> StrEnum: ...
    @property
    def whole_day(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """Out of office always counts, whole days or not."""

    tentative: bool = True
    whole_days: bool = True


def counting(stretches: Iterable[Took], choice: Choice) -> Iterator[tuple[datetime, datetime]]:
    for one in stretches:
        if one.weight != "away":
            if one.weight == "tentative" and not choice.tentative:
                continue
            if one.whole_day and not choice.whole_days:
                continue
        yield one.start, one.end
