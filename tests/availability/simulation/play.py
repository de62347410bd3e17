"""One run: so many steps by chance, and what stands at the end."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from tests.api import execute
from tests.availability.simulation.actions import ACTIONS
from tests.availability.simulation.town import Town, found

TIDY = 500  # steps; what other workers would have done by then is put away


@dataclass(frozen=True)
class Played:
    told: Counter[str]
    wrong: list[str]


def play(
    app: Flask,
    seed: int,
    *,
    steps: int,
    shops: int = 16,
    clients: int = 40,
    news: Callable[[int, Town], None] = lambda _step, _town: None,
) -> Played:
    """The same seed and day tell the same story."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    with app.app_context():
        town = found(app, chance, shops=shops, clients=clients)
        weights = [weight for weight, _ in ACTIONS]
        for step in range(steps):
            [(_, done)] = chance.choices(ACTIONS, weights)
            done(town)
            if step % TIDY == 0:
                execute("DELETE FROM tasks WHERE actor <> 'bookings.reserve'")
                news(step, town)
        _check(town)
    return Played(town.told, town.wrong)


def _check(town: Town) -> None:
    """Every booking that stands has its time, and no minute of a provider is had twice."""
    ids = [shop.desk.provider_id for shop in town.shops]
    homeless = execute(
        "SELECT count(*) FROM bookings b WHERE b.provider_id = ANY(:ids)"
        " AND b.status IN ('PENDING', 'CONFIRMED') AND NOT EXISTS (SELECT FROM occupancies o"
        " WHERE o.booking_id = b.id AND o.active AND o.during @> tstzrange(b.start_time, b.end_time))",
        ids=ids,
    )
    doubled = execute(
        "SELECT count(*) FROM bookings a JOIN bookings b ON a.provider_id = b.provider_id AND a.id < b.id"
        " AND a.status IN ('PENDING', 'CONFIRMED') AND b.status IN ('PENDING', 'CONFIRMED')"
        " AND tstzrange(a.start_time, a.end_time) && tstzrange(b.start_time, b.end_time)"
        " WHERE a.provider_id = ANY(:ids)",
        ids=ids,
    )
    if homeless or doubled:
        town.wrongly("bookings without their time, or minutes had twice", homeless=homeless, doubled=doubled)
