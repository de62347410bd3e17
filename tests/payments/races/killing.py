"""A worker, or a web process, that is killed at a chosen moment: nothing it left open is ever finished."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.adapters.clock.system import SystemClock
from app.adapters.payments.memory import MemoryPayments
from tests.api import execute
from tests.payments.races.scene import hurry, work
from workers.attempt import attempt


class Moment(StrEnum):
    BEFORE_THE_CALL = "before the call"
    AFTER_THE_CALL = "after the call"
    BEFORE_THE_COMMIT = "before the commit"
    AFTER_THE_COMMIT = "after the commit"


class Killed(BaseException):
    """No handler of ours sees it, as none sees SIGKILL."""


@dataclass
class Reaper:
    """Kills once, at the n-th moment of the armed kind."""

    moment: Moment | None = None
    countdown: int = 0
    struck: bool = False

    def arm(self, moment: Moment, nth: int = 1) -> None:
        self.moment, self.countdown, self.struck = moment, nth, False

    def rest(self) -> None:
        self.moment = None

    def at(self, moment: Moment) -> None:
        if moment is not self.moment:
            return
        self.countdown -= 1
        if self.countdown == 0:
            self.moment, self.struck = None, True
            raise Killed


class MortalPayments(MemoryPayments):
    """The company in memory, to which the caller may not live long enough to listen."""

    def __init__(self, reaper: Reaper) -> None:
        super().__init__(SystemClock())
        self._reaper = reaper

    @contextmanager
    def _answering(self, call: str) -> Iterator[None]:
        self._reaper.at(Moment.BEFORE_THE_CALL)
        with super()._answering(call):
            yield
        self._reaper.at(Moment.AFTER_THE_CALL)


@contextmanager
def listening(reaper: Reaper) -> Iterator[None]:
    """Commits are moments too."""

    def before(_: Session) -> None:
        reaper.at(Moment.BEFORE_THE_COMMIT)

    def after(_: Session) -> None:
        reaper.at(Moment.AFTER_THE_COMMIT)

    event.listen(Session, "before_commit", before)
    event.listen(Session, "after_commit", after)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", before)
        event.remove(Session, "after_commit", after)


def lives_on(step: Callable[[], object]) -> None:
    """Do something, and be killed perhaps; another worker takes over once the leases have run out.

    Where a request died, and no worker, whoever sent it sends it once more.
    """
    try:
        step()
    except Killed as death:
        if not _in_a_worker(death):
            step()
    for act in (work, hurry, work, hurry, work):
        with suppress(Killed):  # the armed moment may lie in what follows
            execute("UPDATE tasks SET lease_until = now() - interval '1 second' WHERE state = 'running'")
            act()


def _in_a_worker(death: Killed) -> bool:
    return any(frame.f_code is attempt.__code__ for frame, _ in traceback.walk_tb(death.__traceback__))
