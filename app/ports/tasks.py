"""Waking the workers. The ledger owns the work; a bell only says that there is some."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ring:
    """One wake-up: which ledger row, which actor, which queue."""

    task_id: UUID
    actor: str
    queue: str


class Bell(Protocol):
    def ring(self, rings: Sequence[Ring]) -> bool:
        """Wake workers for these tasks, within 50 ms and without raising: the sweep finds a lost ring.

        Returns:
            Whether the message queue took them.
        """
        ...

    def answers(self) -> bool:
        """Whether the message queue can be reached at this moment. Takes at most 50 ms."""
        ...
