"""A running house for tests of real processes: who offers in it, who books, and how they ask."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import psycopg

from app import bootstrap
from app.db import session
from app.db.session import Database
from app.ports import Ports, install, ports
from bench import load, stack, world
from bench.stack import Stack
from config.settings import Settings
from deploy.local import procfile
from tests.chaos import log

CALLERS = 100
PROVIDERS = 12
AT_ONCE = "Prefer: respond-async"
_FULL_HOURS = """
    UPDATE offerings SET duration_minutes = 60, step_minutes = 15 WHERE provider_id = ANY(%s) RETURNING id
"""


@dataclass(frozen=True, slots=True)
class House:
    """`providers` have half hours for nothing, `overlapping` a full hour from every quarter."""

    stack: Stack
    providers: list[int]
    overlapping: list[int]
    callers: list[str]
    slots: Iterator[tuple[int, datetime]]

    @property
    def port(self) -> int:
        return self.stack.port

    def free_slot(self) -> tuple[int, datetime]:
        """A provider and a start that nobody has asked for."""
        return next(self.slots)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.stack.settings.database_url) as connection:
            return connection.execute(statement, values).fetchall()

    def undecided(self) -> int:
        found: int = self.rows("SELECT count(*) FROM bookings WHERE status = 'REQUESTED'")[0][0]
        return found

    def wants(self, caller: int, provider: int, start: datetime, more: str = "") -> bytes:
        """The request of one caller for one start."""
        length = timedelta(minutes=60 if provider in self.overlapping else 30)
        times = {"startTime": start.isoformat(), "endTime": (start + length).isoformat()}
        body = {"providerId": provider, **times}
        token = self.callers[caller % CALLERS]
        return load.request("POST", "/v1/bookings", token=token, body=json.dumps(body).encode(), more=more)


@contextmanager
def running() -> Iterator[House]:
    """Every process of the Procfile, two sets of workers, a Redis that keeps nothing."""
    second = procfile.read(stack.ROOT / "Procfile")["worker"]
    with (
        log.into(stack.ROOT / ".data" / "chaos" / f"tests-{os.getpid()}.log") as sink,
        stack.processes(persistence=False, further={"worker-2": second}, sink=sink) as made,
    ):
        with _bootstrapped(made.settings):
            everybody, callers = world.providers(PROVIDERS, price_minor=0), world.client_tokens(CALLERS)
        overlapping, free = everybody[-2:], everybody[2:-2]
        house = House(made, everybody[:2], overlapping, callers, _slots(free))
        house.rows(_FULL_HOURS, house.overlapping)
        yield house


def _slots(providers: list[int]) -> Iterator[tuple[int, datetime]]:
    first = world.tomorrow()
    for number in count():
        for provider in providers:
            yield provider, first + timedelta(minutes=30 * number)


@contextmanager
def _bootstrapped(settings: Settings) -> Iterator[None]:
    """Write into the house's database; what this process had installed for other tests comes back."""
    before = _installed()
    bootstrap.start(settings)
    own = session.database()
    try:
        yield
    finally:
        own.dispose()
        if before:
            session.install(before[0])
            install(before[1])


def _installed() -> tuple[Database, Ports] | None:
    with suppress(RuntimeError):
        return session.database(), ports()
    return None
