"""How soon what a killed worker held is taken up again: letters that were on their way to the mail server.

Until the worker dies the mail server takes its time; then it answers as it should.
"""

import contextlib
import os
import signal
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

from bench import figures, post, reminders, stack
from tests.chaos.faults import working_children

LIMIT = 10.0
NEVER_ANSWERS = 600.0
PATIENCE = 60.0
OWED, HELD = 64, 32  # letters in all, and how many must be on their way when the worker dies

_HELD = "SELECT id, attempts FROM tasks WHERE actor = 'notifications.send' AND state = 'running'"
_TAKEN_UP = """
    SELECT t.id FROM tasks t JOIN unnest(%s::uuid[], %s::int[]) AS held(id, attempts) USING (id)
    WHERE t.attempts > held.attempts
"""


def run(*, quick: bool) -> dict[str, object]:
    """The same, quick or not: it takes as long as a lease."""
    del quick
    with post.serving(NEVER_ANSWERS) as office:
        more = {"BOOKMYTIME_MAIL": "smtp", "BOOKMYTIME_SMTP_URL": f"smtp://127.0.0.1:{office.port}"}
        with (
            stack.running(more) as running,
            psycopg.connect(running.settings.database_url, autocommit=True) as connection,
        ):
            reminders.plan(connection, OWED, first=datetime.now(UTC), apart=0)
            held = _held(connection)
            for pid in list(working_children(running.supervisor.pid("worker-slow"))):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            office.answer_after(0.05)
            return _figures(_taken_up(connection, held))


def _figures(seconds: list[float]) -> dict[str, object]:
    ratio = max(seconds) / LIMIT
    return {
        "held": len(seconds),
        "median_s": round(figures.at(sorted(seconds), 0.5), 2),
        "last_s": round(max(seconds), 2),
        "limit_s": LIMIT,
        "ratio": round(ratio, 3),
        "within": ratio <= 1,
    }


def _held(connection: psycopg.Connection[Any]) -> dict[UUID, int]:
    """The tasks of the letters that are on their way, and the number of this try."""
    until = time.monotonic() + PATIENCE
    while True:
        held: dict[UUID, int] = dict(connection.execute(_HELD).fetchall())
        if len(held) >= HELD or time.monotonic() > until:
            print(f"{len(held)} letters are on their way when their worker is killed")
            return held
        time.sleep(0.05)


def _taken_up(connection: psycopg.Connection[Any], held: dict[UUID, int]) -> list[float]:
    began, seconds = time.monotonic(), dict.fromkeys(held, PATIENCE)
    while PATIENCE in seconds.values() and time.monotonic() - began < PATIENCE:
        for row in connection.execute(_TAKEN_UP, [list(held), list(held.values())]):
            seconds[row[0]] = min(seconds[row[0]], time.monotonic() - began)
        time.sleep(0.02)
    return list(seconds.values())
