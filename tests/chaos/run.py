"""One run: build it up, load it, break it, let it be, and look at what is left."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import psycopg

from bench import stack
from bench.stack import Stack
from deploy.local import procfile
from tests.chaos import faults, log, plan
from tests.chaos.checks import Evidence, Inquiry
from tests.chaos.invariants import UNSETTLED
from tests.chaos.load import Crowd
from tests.chaos.plan import Fault
from tests.chaos.report import Result
from tests.chaos.world import World

WITHIN, WITHIN_AFTER_RESTART = 10.0, 12.0
SETTLES_WITHIN = 60.0  # twice the longest lease: what a killed worker held has run again by then
LOOK_EVERY = 0.1
LOGS = stack.ROOT / ".data" / "chaos"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    seed: int
    seconds: float
    clients: int
    rate: float


def run(options: Options, say: Say) -> Result:
    """Carry out the seed's schedule on real servers and processes."""
    # Odd seeds have two sets of workers: what one holds when it freezes, the other takes over.
    further = {"worker-2": procfile.read(stack.ROOT / "Procfile")["worker"]} if options.seed % 2 else {}
    schedule = plan.schedule(options.seed, options.seconds, ["worker", *further])
    with (
        log.into(LOGS / f"seed-{options.seed}.log") as sink,
        stack.processes(persistence=False, further=further, sink=sink) as made,
    ):
        say(f"the processes' own words: .data/chaos/seed-{options.seed}.log")
        crowd = _crowd(made, options)
        crowd.begin()
        try:
            say(f"{options.clients} clients, {options.rate:g} wishes/s, {len(schedule)} faults")
            faults.carry_out(made, schedule, options.seconds, say)
            calm_since = _now(made)
            crowd.finish()
        finally:
            crowd.give_up()
        evidence = Evidence(crowd.stories, crowd.failures, calm_since, _within(schedule))
        return _result(made, options, schedule, crowd, evidence)


def _crowd(made: Stack, options: Options) -> Crowd:
    world = World(made.settings, options.seed)
    return Crowd(made.port, world.next, clients=options.clients, rate=options.rate, seed=options.seed)


def _within(schedule: list[Fault]) -> float:
    restarted = any(fault.kind.target == "postgres" for fault in schedule)
    return WITHIN_AFTER_RESTART if restarted else WITHIN


def _now(made: Stack) -> datetime:
    with psycopg.connect(made.settings.database_url) as connection:
        row = connection.execute("SELECT now()").fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment


def _settled(connection: psycopg.Connection, evidence: Evidence) -> float | None:
    """Seconds from the last fault until all that was due is done, mails and all; None if it is not."""
    never = threading.Event()
    while True:
        row = connection.execute(UNSETTLED, evidence.parameters()).fetchone()
        if row is None or row[0] == 0:
            return None if row is None else round(row[1], 3)
        if row[1] > SETTLES_WITHIN:
            return None
        never.wait(LOOK_EVERY)


def _result(made: Stack, options: Options, schedule: list[Fault], crowd: Crowd, evidence: Evidence) -> Result:
    with psycopg.connect(made.settings.database_url, autocommit=True) as connection:
        settled_s = _settled(connection, evidence)
        inquiry = Inquiry(connection, evidence)
        return Result(
            seed=options.seed,
            workers=1 + options.seed % 2,
            faults=schedule,
            stories=crowd.stories,
            failures=crowd.failures,
            seconds=inquiry.seconds_to_decision(),
            settled_s=settled_s,
            lost=inquiry.lost(),
            doubled=inquiry.doubled(),
            broken=inquiry.broken(),
        )
