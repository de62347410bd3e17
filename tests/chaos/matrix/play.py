"""Row after row: bring the work to its gates, strike, let go, and look what has become of it."""

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from app import bootstrap
from app.db.session import database, transaction
from app.http import tokens
from bench import stack, world
from bench.stack import Stack
from deploy.local import procfile
from tests.chaos import log
from tests.chaos.matrix import gates
from tests.chaos.matrix.faults import Place, Row
from tests.chaos.matrix.keeper import Keeper, keeper
from tests.chaos.matrix.post import Post, post
from tests.chaos.matrix.specimens import PHASES, Client, Round
from tests.patience import eventually

Slots = Iterator[tuple[int, datetime]]

SETTLES_WITHIN = 60.0
CALM_WITHIN = 30.0
LOGS = stack.ROOT / ".data" / "chaos"
OURS = {
    "workers.main": "tests.chaos.matrix.worker_main",
    "app.serve": "tests.chaos.matrix.web_main",
    "jobs.main": "tests.chaos.matrix.jobs_main",
}
UNDONE = """
    SELECT count(*) FROM tasks
    WHERE (state = 'running' OR (state = 'ready' AND run_at < now())) AND actor NOT IN ('search.index')
"""


@dataclass
class Outcome:
    """What became of each phase of a row: nothing is well."""

    row: Row
    wrong: dict[str, str]
    seconds: float


@dataclass
class Played:
    seed: int
    outcomes: list[Outcome] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return not any(wrong for each in self.outcomes for wrong in each.wrong.values())


def play(seed: int, rows: Sequence[Row], say: Callable[[str], None]) -> Played:
    """The rows in an order by chance. Every process is the product's own, with gates."""
    order = random.Random(seed).sample(rows, k=len(rows))  # noqa: S311 - repeatable, no secret
    played = Played(seed)
    with keeper() as kept, post() as (office, smtp), _house(kept, smtp) as (made, clock):
        place = Place(made, office, clock)
        slots = _slots(world.providers(8, price_minor=0))
        for number, row in enumerate(order):
            outcome = _round(number, row, place, kept, slots)
            played.outcomes.append(outcome)
            bad = {phase: wrong for phase, wrong in outcome.wrong.items() if wrong}
            say(f"{row.name:<52} {outcome.seconds:5.1f} s  {bad or 'survived'}")
        played.figures = _figures(made, office, smtp)
    return played


def _round(
    number: int, row: Row, place: Place, kept: Keeper, slots: Iterator[tuple[int, datetime]]
) -> Outcome:
    _calm(place)
    clients = _clients(number)
    mine = Round(number, place.stack, kept, place.post, slots, clients, copies=row.copies)
    mine.prepare()
    began = time.monotonic()
    row.strike(place)
    kept.let_go()
    threading.Event().wait(row.lasts)
    row.over(place)
    wrong = mine.settle(within=SETTLES_WITHIN)
    return Outcome(row, dict(wrong), time.monotonic() - began)


def _calm(place: Place) -> None:
    """Every process is up, and nothing is left of the row before."""
    with psycopg.connect(place.stack.settings.database_url, autocommit=True) as connection:
        eventually(lambda: connection.execute(UNDONE).fetchone() == (0,), within=CALM_WITHIN)


def _figures(made: Stack, office: Post, port: int) -> dict[str, int]:
    """How much was tried in all, and what was lost or doubled over all rows."""
    with psycopg.connect(made.settings.database_url) as connection:
        counted = {name: connection.execute(sql).fetchone() for name, sql in _COUNTS.items()}
    figures = {name: int(row[0]) if row else 0 for name, row in counted.items()}
    told = sum(path.read_text().count("@bench.example") for path in LOGS.glob(f"matrix-{port}.log"))
    return {
        **figures,
        "mails": len(office.copies),
        "copies": sum(office.copies.values()),
        "told_in_logs": told,
    }


_COUNTS = {
    "bookings": "SELECT count(*) FROM bookings",
    "messages": "SELECT count(*) FROM notifications",
    "tasks": "SELECT count(*) FROM tasks",
    "dead": "SELECT count(*) FROM tasks WHERE state = 'dead'",
    "doubled": """
        SELECT count(*) FROM occupancies a JOIN occupancies b ON b.resource_id = a.resource_id AND b.id > a.id
          AND b.during && a.during WHERE a.active AND b.active""",
    "unsent": "SELECT count(*) FROM notifications WHERE status <> 'SENT'",
}


@contextmanager
def _house(kept: Keeper, smtp: int) -> Iterator[tuple[Stack, Path]]:
    """The product with gates, its mail server and a clock that can be wrong."""
    LOGS.mkdir(parents=True, exist_ok=True)
    clock = LOGS / f"clock-{smtp}"
    clock.write_text("0")
    more = {
        gates.ADDRESS: kept.address,
        gates.CLOCK: str(clock),
        "BOOKMYTIME_MAIL": "smtp",
        "BOOKMYTIME_SMTP_URL": f"smtp://127.0.0.1:{smtp}",
    }
    product = procfile.read(stack.ROOT / "Procfile")
    commands = {name: _with_gates(command) for name, command in product.items() if name != "release"}
    with (
        log.into(LOGS / f"matrix-{smtp}.log") as sink,
        stack.processes(more, further=commands, sink=sink) as made,
    ):
        bootstrap.start(made.settings)
        try:
            yield made, clock
        finally:
            database().dispose()
    clock.unlink()


def _with_gates(command: str) -> str:
    for product, ours in OURS.items():
        command = command.replace(product, ours)
    return command


def _slots(providers: Sequence[int]) -> Slots:
    first = world.tomorrow()
    for number in itertools.count():
        for provider in providers:
            yield provider, first + timedelta(minutes=30 * number)


def _clients(number: int) -> list[Client]:
    """Seven people, one for each phase, whose mail is told apart."""
    with transaction() as session:
        ids = world.people(session, len(PHASES), "CLIENT", first=number * 100)
    now = datetime.now().astimezone()
    return [
        Client(
            tokens.mint(user_id=user, email="x@bench.example", role="CLIENT", sign_in="bench", now=now),
            f"client{number * 100 + place}@bench.example",
        )
        for place, user in enumerate(ids)
    ]
