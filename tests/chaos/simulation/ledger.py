"""The ledger of owed work as a model: leases, tokens and patience are the product's own."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from app.kernel.tasks import CATALOGUE


class LeaseLost(Exception):  # noqa: N818 - reads as what it is
    """Another worker has it: this one's transaction comes to nothing."""


@dataclass
class Task:
    name: str
    args: dict[str, Any]
    run_at: float
    state: str = "ready"
    attempts: int = 0
    token: int = 0
    lease_until: float = 0.0
    done: int = 0


@dataclass
class Ledger:
    chance: Random
    tasks: list[Task] = field(default_factory=list)
    open: list[Task] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def owe(self, name: str, *, at: float, key: str | None = None, **args: Any) -> None:
        if key is not None and key in self.keys:
            return
        if key is not None:
            self.keys.add(key)
        task = Task(CATALOGUE[name].name, args, at)
        self.tasks.append(task)
        self.open.append(task)

    def due(self, now: float) -> list[Task]:
        """What a sweep would ring for."""
        return [
            task
            for task in self.open
            if (task.state == "ready" and task.run_at <= now)
            or (task.state == "running" and task.lease_until < now)
        ]

    def times(self) -> list[float]:
        """When what waits will be due."""
        return [task.run_at if task.state == "ready" else task.lease_until for task in self.open]

    def claim(self, task: Task, now: float) -> int:
        """The lease's token. The attempt counts before the work."""
        patience = CATALOGUE[task.name].patience
        task.attempts += 1
        task.token += 1
        task.state, task.lease_until = "running", now + patience.lease.total_seconds()
        return task.token

    def prolong(self, task: Task, token: int, now: float) -> None:
        """By a worker that lives and has the task in hand."""
        if task.token == token and task.state == "running":
            task.lease_until = now + CATALOGUE[task.name].patience.lease.total_seconds()

    def finish(self, task: Task, token: int) -> None:
        if task.token != token or task.state != "running":
            raise LeaseLost
        task.state, task.done = "done", task.done + 1
        self.open.remove(task)

    def demand(self, task: Task, token: int) -> None:
        """At the beginning of a transaction that ends by `finish`: here none can be undone."""
        if task.token != token or task.state != "running":
            raise LeaseLost

    def fail(self, task: Task, token: int, now: float) -> None:
        patience = CATALOGUE[task.name].patience
        if task.token != token or task.state != "running":
            return
        if task.attempts >= patience.tries:
            task.state = "dead"
            self.open.remove(task)
            return
        pause = min(patience.cap.total_seconds(), patience.base.total_seconds() * 2 ** (task.attempts - 1))
        task.state, task.run_at = "ready", now + pause * (0.5 + self.chance.random() / 2)
