"""One run: people act, server and worker are killed, everything comes to rest, both sides are compared."""

import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app.db import ledger
from app.db.session import transaction
from tests import api
from tests.agreement.house import installed
from tests.agreement.people import People
from tests.agreement.verdict import Verdict, compare
from tests.api import Person, execute
from tests.calendars.stage import hurry, work_off
from tests.factories.desks import open_desk
from tests.servers.radicale import Radicale, radicale_server

ROOT = Path(__file__).parents[2]
DAYS = 60
CLIENTS = 12
ROUNDS = 60

Say = Callable[[str], None]


@dataclass
class Worker:
    """A process that does the calendars' work until it is killed; then another one takes its place."""

    command: list[str]
    process: subprocess.Popen[str] | None = None
    kills: int = 0

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.communicate()
            self.process = None
            self.kills += 1


def run(database_url: str, redis_url: str, *, seed: int, bookings: int, kills: int, say: Say) -> Verdict:
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    with installed(database_url, redis_url) as app, radicale_server() as server:
        people = _people(app, server, chance)
        with _working(database_url, redis_url) as worker:
            _play(people, worker, bookings, kills, say)
        answered = _settle(people, say)
        return compare(people, kills=worker.kills, answered=answered)


def _people(app: Flask, server: Radicale, chance: random.Random) -> People:
    ada = api.join(app, "Ada", "PROVIDER")
    desk = open_desk(ada, opens=0, closes=24 * 60)
    desk.offers(step_minutes=60, horizon_days=DAYS * 3)
    calendar = server.make("work")
    _connect(ada, server)
    clients = [api.join(app, f"Client{number}", "CLIENT") for number in range(CLIENTS)]
    return People(desk, clients, server, calendar, chance)


def _connect(ada: Person, server: Radicale) -> None:
    made = ada.post("/v1/calendars/connections", {"kind": "caldav", **server.credentials})
    assert made.status_code == 202, made.text
    work_off()
    shown = ada.get("/v1/calendars/connections").get_json()["data"]
    assert [one["state"] for one in shown] == ["ACTIVE"], shown


@contextmanager
def _working(database_url: str, redis_url: str) -> Iterator[Worker]:
    worker = Worker([sys.executable, "-m", "tests.agreement.worker", database_url, redis_url])
    worker.start()
    try:
        yield worker
    finally:
        if worker.process is not None:
            worker.process.kill()
            worker.process.communicate()


def _play(people: People, worker: Worker, bookings: int, kills: int, say: Say) -> None:
    """The kills are spread over the run: the server is away for a while, the worker replaced at once."""
    marks = {round(bookings * (number + 1) / (kills + 1)): number for number in range(kills)}
    while len(people.numbers) < bookings:
        people.act()
        number = marks.pop(len(people.numbers), None)
        if number is None:
            continue
        if number % 2:
            people.server.kill()
            worker.kill()
            for _ in range(5):
                people.act()
            people.server.start()
        else:
            worker.kill()
        worker.start()
        _time_passes()
        say(f"{len(people.numbers):4} bookings  killed {'server and worker' if number % 2 else 'worker'}")


def _settle(people: People, say: Say) -> int:
    """No more faults: everything that is owed is done, and every question answered."""
    answered = 0
    for _ in range(ROUNDS):
        _time_passes()
        work_off()
        connection_id = execute("SELECT max(id) FROM calendar_connections")
        with transaction() as session:
            ledger.enqueue(session, "calendars.compare", connection_id=connection_id)
        done = work_off()
        decided = people.decide()
        answered += decided
        if not decided and "calendars.agree" not in done:
            break
    say(f"settled; {answered} questions answered")
    return answered


def _time_passes() -> None:
    """Half a minute: leases of the killed run out, pauses are over, what was planned is due."""
    execute("UPDATE tasks SET lease_until = now() - interval '1 second' WHERE state = 'running'")
    execute(
        "UPDATE tasks SET state = 'ready', lease_token = NULL, lease_until = NULL WHERE state = 'running'"
    )
    execute("UPDATE calendar_events SET lease_until = NULL")
    execute("UPDATE calendar_connections SET reading_until = NULL, quiet_until = NULL")
    hurry()
