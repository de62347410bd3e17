"""A web in memory, for tests: what was asked, and the answers that the test laid out."""

import threading
from collections import deque

from app.kernel import urls
from app.kernel.errors import OutsideError
from app.kernel.urls import Place
from app.ports.web import Answer, Ask, OutOfBounds


class MemoryWeb:
    """Answers 204 where nothing else was laid out with `says`."""

    def __init__(self) -> None:
        self.asked: list[Ask] = []
        self._next: deque[Answer | OutsideError] = deque()
        self._lock = threading.Lock()

    def place(self, url: str) -> Place:
        return urls.place_of(url)

    def says(self, *answers: int | OutsideError) -> None:
        """What the next requests get: a status, or a failure."""
        for answer in answers:
            told = _plain(answer) if isinstance(answer, int) else answer
            self._next.append(told)

    def answers(self, *answers: Answer) -> None:
        """What the next requests get, headers and all."""
        self._next.extend(answers)

    def ask(self, ask: Ask) -> Answer:
        try:
            self.place(ask.url)
        except urls.NotAllowed as error:
            raise OutOfBounds(str(error)) from error
        with self._lock:
            self.asked.append(ask)
            told = self._next.popleft() if self._next else _plain(204)
        if isinstance(told, OutsideError):
            raise told
        return told


def _plain(status: int) -> Answer:
    return Answer(status=status, headers={}, body=b"", url="")
