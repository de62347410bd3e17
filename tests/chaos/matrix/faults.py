"""The rows of the matrix: what strikes, and what ends it."""

import contextlib
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.stack import Stack
from deploy.local.leftovers import living_in
from tests.chaos.faults import _command, working_children
from tests.chaos.matrix.post import Mood, Post

WORKERS = ("worker", "worker-slow")
FULL = 1  # byte more than nothing: the file cannot grow


@dataclass(frozen=True, slots=True)
class Place:
    """Everything that can be struck."""

    stack: Stack
    post: Post
    clock: Path


Act = Callable[[Place], None]


@dataclass(frozen=True, slots=True)
class Row:
    """`lasts`: seconds from the strike until it is over. `copies`: of a mail that was on its way at most."""

    name: str
    strike: Act
    over: Act = lambda _: None
    lasts: float = 0.0
    copies: int = 1


def _kill_workers(place: Place) -> None:
    for name in WORKERS:
        for pid in list(working_children(place.stack.supervisor.pid(name))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _signal_workers(number: signal.Signals) -> Act:
    def act(place: Place) -> None:
        for name in WORKERS:
            place.stack.supervisor.send(name, number)

    return act


def _kill(name: str) -> Act:
    return lambda place: place.stack.supervisor.kill(name)


def _mood(mood: Mood) -> Act:
    def act(place: Place) -> None:
        place.post.mood = mood

    return act


def _clock(seconds: float) -> Act:
    return lambda place: place.clock.write_text(str(seconds)) and None


def _restart_redis(place: Place) -> None:
    place.stack.store.stop()
    place.stack.store.start()


def _restart_postgres(place: Place) -> None:
    place.stack.database.stop()
    place.stack.database.start()


def _kill_postgres(place: Place) -> None:
    place.stack.database.kill()
    place.stack.database.start()


def _disk(size: int) -> Act:
    """Redis ignores the signal, as every process does that Python started: its writes simply fail."""

    def act(place: Place) -> None:
        for pid in living_in(place.stack.store.folder, "redis-server"):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    return act


MATRIX = (
    Row("kill -9 of the workers", _kill_workers, copies=2),
    Row("kill -9 of the web process", _kill("web")),
    Row("kill -9 of the scheduler", _kill("scheduler")),
    Row(
        "workers frozen beyond their leases",
        _signal_workers(signal.SIGSTOP),
        _signal_workers(signal.SIGCONT),
        lasts=10.0,
        copies=2,
    ),
    Row(
        "Redis killed",
        lambda place: place.stack.store.kill(),
        lambda place: place.stack.store.start(),
        lasts=1.0,
    ),
    Row("Redis restarted", _restart_redis),
    Row("Redis emptied", lambda place: _command(place.stack, "FLUSHALL")),
    Row("Redis cannot write its file", _disk(FULL), _disk(resource.RLIM_INFINITY), lasts=4.0),
    Row("PostgreSQL killed", _kill_postgres, copies=2),
    Row("PostgreSQL restarted", _restart_postgres, copies=2),
    Row("the mail server is slow", _mood(Mood.SLOW), _mood(Mood.GOOD), lasts=3.0, copies=2),
    Row("the mail server says 451", _mood(Mood.BUSY), _mood(Mood.GOOD), lasts=3.0),
    Row(
        "the mail server is silent after it took the mail",
        _mood(Mood.MUTE),
        _mood(Mood.GOOD),
        lasts=1.0,
    ),
    Row("clocks are 90 seconds fast", _clock(90), _clock(0), lasts=3.0),
    Row("clocks are 5 minutes slow", _clock(-300), _clock(0), lasts=3.0),
)
