"""A claimed task, as its actor sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Task:
    """One try at a piece of work. `lease_token` fences every write that settles it; `waited` in seconds."""

    id: UUID
    actor: str
    queue: str
    args: dict[str, Any]
    attempts: int
    max_attempts: int
    lease_token: UUID
    request_id: str | None
    trace_context: str | None
    waited: float
    _marks: set[str] = field(default_factory=set, compare=False, repr=False)
    _failures: list[Exception] = field(default_factory=list, compare=False, repr=False)

    @property
    def settled(self) -> bool:
        """Whether this try wrote its end: the worker refuses an actor that forgot to."""
        return "settled" in self._marks

    @property
    def given_back(self) -> bool:
        """Whether it was settled by giving it back for a later try."""
        return "given back" in self._marks

    def give_back(self) -> None:
        """Note that it stands in the ledger for a later try; `give_back` of the ledger does it by itself."""
        self._marks.update(("settled", "given back"))

    def settle(self) -> None:
        """Note that FINISH_TASK was carried out in a larger statement; `finish` does it by itself."""
        self._marks.add("settled")

    def spoil(self, error: Exception) -> None:
        """Note what the outside did to this one of several tried together: its own try ends by it."""
        self._failures.append(error)

    @property
    def spoiled(self) -> bool:
        return bool(self._failures)

    def blame(self) -> None:
        """Raise what was noted."""
        if self._failures:
            raise self._failures[-1]

    def reopen(self) -> None:
        """Forget a settlement that was rolled back, before the next try in the same lease."""
        self._marks.clear()


class Fate(StrEnum):
    """What became of a failed try."""

    RETRY = "retry"
    DEAD = "dead"
    LOST = "lost"


class LeaseLost(Exception):  # noqa: N818 - reads as what it is
    """The task is no longer ours: it was settled, or another worker took it over. Write nothing."""


class Exhausted(Exception):  # noqa: N818 - reads as what it is
    """The task had no tries left when it was claimed, and is dead now. `claimed` are its batch mates."""

    def __init__(self, task_id: UUID, claimed: Sequence[Task] = ()) -> None:
        super().__init__(str(task_id))
        self.task_id = task_id
        self.claimed = claimed
