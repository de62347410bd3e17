"""Declaring actors: functions that do one kind of work from the catalogue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.db.ledger import Task
from app.kernel.tasks import CATALOGUE, Kind

Work = TypeVar("Work", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Actor:
    """`work(task, **task.args)` does one task; one ring makes a worker take up to `batch` of them.

    `together` does several in one transaction: what it settles is done, what it leaves is tried one by one.
    """

    kind: Kind
    work: Callable[..., None]
    batch: int
    together: Callable[[Sequence[Task]], None] | None = None


ACTORS: dict[str, Actor] = {}


def actor(
    name: str, *, batch: int = 1, together: Callable[[Sequence[Task]], None] | None = None
) -> Callable[[Work], Work]:
    """Make a function the actor of a kind of work; the catalogue knows its queue and its patience.

    The function ends by `ledger.finish(session, task)` in the transaction of its effect. It lets LeaseLost
    pass, and raises TransientError or PermanentError for what the outside did. It may run twice.

    Raises:
        KeyError: the catalogue knows no such kind.
        ValueError: it has an actor already.
    """
    kind = CATALOGUE[name]

    def declare(work: Work) -> Work:
        if name in ACTORS:
            raise ValueError(f"{name} has an actor already")
        ACTORS[name] = Actor(kind, work, batch, together)
        return work

    return declare
