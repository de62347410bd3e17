"""Who offers and who books in the chaos run, and which slots are asked for in which order."""

import itertools
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from app import bootstrap
from app.db.session import database, transaction
from bench import world
from config.settings import Settings

PAYABLE, FREE, ASKING, HOT = 12, 12, 6, 6
CLIENTS = 64
WAITING = 3  # clients in the queue of each hot provider, for whatever becomes free
RIVALS = 4  # callers for one hour of a hot provider, at starts that overlap


@dataclass(frozen=True, slots=True)
class Wish:
    """One booking that somebody wants, and the key that makes asking again safe."""

    key: str
    token: str
    provider: int
    start: datetime
    minutes: int
    rival: bool


class World:
    """Hands out wishes: each client's next one, most of them for a slot of their own."""

    def __init__(self, settings: Settings, seed: int) -> None:
        bootstrap.start(settings)
        try:
            everybody = world.providers(PAYABLE + FREE + ASKING + HOT)
            self._calm, self._hot = everybody[:-HOT], everybody[-HOT:]
            self._tokens = world.client_tokens(CLIENTS)
            _let(everybody[PAYABLE:], "price_minor = 0")
            _let(self._calm[-ASKING:], "needs_approval = true")
            _let(self._hot, "duration_minutes = 60, step_minutes = 15")
            _wait_for(self._hot)
        finally:
            database().dispose()
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
        self._seed = seed
        self._turn = threading.Lock()
        self._wishes = self._all()

    def next(self) -> Wish:
        with self._turn:
            return next(self._wishes)

    def _all(self) -> Iterator[Wish]:
        first, numbers = world.tomorrow(), itertools.count()
        slots = ((place, start) for start in itertools.count() for place in self._calm)
        hours = ((place, hour) for hour in itertools.count() for place in self._hot)
        while True:
            if self._chance.random() < 0.06:
                provider, hour = next(hours)
                for _ in range(RIVALS):
                    late = timedelta(minutes=15 * self._chance.randrange(4))
                    start = first + timedelta(hours=2 * hour) + late
                    yield self._wish(next(numbers), provider, start, 60, rival=True)
            else:
                provider, slot = next(slots)
                start = first + timedelta(minutes=30 * slot)
                yield self._wish(next(numbers), provider, start, 30, rival=False)

    def _wish(self, number: int, provider: int, start: datetime, minutes: int, *, rival: bool) -> Wish:
        token = self._tokens[number % CLIENTS]
        return Wish(f"chaos-{self._seed}-{number}", token, provider, start, minutes, rival)


def _let(providers: list[int], change: str) -> None:
    with transaction() as session:
        session.execute(
            text(f"UPDATE offerings SET {change} WHERE provider_id = ANY(:ids)"),  # noqa: S608 - constants
            {"ids": providers},
        )


def _wait_for(providers: list[int]) -> None:
    """Queues that are served whenever somebody cancels."""
    with transaction() as session:
        session.execute(
            text("""
                INSERT INTO wishes (provider_id, client_id, offering_id, first_date, last_date, opens_minute,
                                    closes_minute, zone, expires_at)
                SELECT o.provider_id, c.id, o.id, current_date, current_date + 60, 0, 1440, 'UTC',
                       now() + interval '60 days'
                FROM offerings o, (SELECT id FROM users WHERE role = 'CLIENT' ORDER BY id LIMIT :count) AS c
                WHERE o.provider_id = ANY(:ids)
            """),
            {"ids": providers, "count": WAITING},
        )
