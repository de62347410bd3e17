"""Which fault comes when. Pure: one seed gives one schedule, whatever the machine does with it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST_PAUSE, LONGEST_PAUSE = 1.5, 3.5
LEASE = 5.0  # seconds that a reservation may take; a frozen worker has to sleep through it


@dataclass(frozen=True, slots=True)
class Kind:
    """A fault, what it strikes, and for how long: a struck target is not struck again meanwhile."""

    name: str
    target: str
    shortest: float = 0.0
    longest: float = 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    at: float
    until: float
    kind: Kind


def kinds(workers: Sequence[str]) -> list[Kind]:
    """Every fault there is; each worker can be struck by itself."""
    struck = [
        Kind("kill -9 web", "web"),
        Kind("kill -9 web child", "web"),
        Kind("kill -9 scheduler", "scheduler"),
        Kind("kill -9 worker", "worker-slow"),
        Kind("kill -9 redis", "redis", 0.2, 2.0),
        Kind("flushall redis", "redis"),
        Kind("cut redis connections", "redis"),
        Kind("freeze redis", "redis", 1.5, 1.5),
        Kind("restart postgres", "postgres"),
    ]
    for worker in workers:
        struck += [
            Kind("kill -9 worker", worker),
            Kind("kill -9 worker child", worker),
            Kind("freeze worker", worker, LEASE + 1, LEASE + 2.5),
        ]
    return struck


def schedule(seed: int, seconds: float, workers: Sequence[str]) -> list[Fault]:
    """Every kind once, in an order by chance, before any comes again."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    busy: dict[str, float] = {}
    faults: list[Fault] = []
    bag: list[Kind] = []
    at = chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)
    while at < seconds:
        if not bag:
            bag = chance.sample(kinds(workers), k=len(kinds(workers)))
        free = [kind for kind in bag if busy.get(kind.target, 0.0) <= at and at + kind.longest <= seconds]
        if free:
            kind = free[0]
            bag.remove(kind)
            until = at + chance.uniform(kind.shortest, kind.longest)
            busy[kind.target] = until
            faults.append(Fault(at, until, kind))
        at += chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)
    return faults
