"""Telling a waiting request that its work has ended. Only a hint: the answer is read from PostgreSQL."""

from contextlib import AbstractContextManager
from typing import Protocol


class Waiter(Protocol):
    def wait(self, seconds: float) -> bool:
        """Block until announced or until `seconds` have passed; whether it was announced."""
        ...


class Outcomes(Protocol):
    def announce(self, *topics: str) -> None:
        """Tell whoever waits for these topics, in any process. Never raises."""
        ...

    def expect(self, topic: str) -> AbstractContextManager[Waiter | None]:
        """Start listening for `topic` before the work is accepted, so that no announcement is missed.

        Gives None when waiting makes no sense: half of the threads wait already, or nobody could announce.
        """
        ...
