"""PayPal-Request-Id: the same call with the same id gets the same answer, and nothing happens again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Answer = tuple[Any, int]


@dataclass
class Repeats:
    """Only what went well is remembered."""

    _answers: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def once(self, call: str, request_id: str | None, act: Callable[[], Answer]) -> Answer:
        if request_id is None:
            return act()
        if (call, request_id) not in self._answers:
            self._answers[call, request_id] = act()
        return self._answers[call, request_id]

    def forget(self) -> None:
        """The days for which PayPal keeps the ids have passed."""
        self._answers.clear()
