"""Processes that are killed: who takes over what they held, and how soon they are back."""

import os
import signal

import psycopg
import pytest

from bench import load
from deploy.local.processes import Supervisor
from tests.chaos.faults import working_children
from tests.patience import eventually
from tests.processes.house import AT_ONCE, House

TAKEN_UP_WITHIN = 10.0
STARTED_WITHIN = 2.0
SERVES_WITHIN = 60.0  # not the point here: a busy machine is slow to import
ASKED = 8
WAITING = "SELECT id FROM bookings WHERE status = 'REQUESTED' FOR UPDATE"
SWEEPING = """
    SELECT pid FROM pg_stat_activity
    WHERE query LIKE '%%orphaned AS MATERIALIZED%%' AND pid <> pg_backend_pid()
"""
HELD = "SELECT id FROM tasks WHERE actor = 'bookings.reserve' AND state = 'running'"


@pytest.mark.parametrize("name", ["web", "worker", "worker-slow", "scheduler"])
def test_a_killed_process_is_started_again(running: House, name: str) -> None:
    supervisor = running.stack.supervisor
    first = supervisor.pid(name)

    supervisor.kill(name)

    eventually(lambda: _lives_anew(supervisor, name, first), within=STARTED_WITHIN)
    eventually(lambda: _is_booked(running), within=SERVES_WITHIN)
    eventually(lambda: running.rows(SWEEPING), within=SERVES_WITHIN)


def test_a_worker_that_dies_while_it_starts_does_not_hold_up_its_set(running: House) -> None:
    supervisor = running.stack.supervisor
    first = supervisor.pid("worker")
    supervisor.kill("worker")
    eventually(lambda: _lives_anew(supervisor, "worker", first), within=STARTED_WITHIN)
    second = supervisor.pid("worker")
    child = eventually(lambda: next(working_children(second), 0), within=SERVES_WITHIN)

    os.kill(child, signal.SIGKILL)

    eventually(lambda: _lives_anew(supervisor, "worker", second), within=TAKEN_UP_WITHIN)


def test_what_a_killed_worker_held_is_taken_up_by_another(running: House) -> None:
    supervisor = running.stack.supervisor
    supervisor.send("worker", signal.SIGSTOP)
    supervisor.send("worker-2", signal.SIGSTOP)
    for number in range(ASKED):
        load.run(running.port, 1, [running.wants(number, *running.free_slot(), AT_ONCE)])
    with psycopg.connect(running.stack.settings.database_url) as holding_up:
        held = [row[0] for row in holding_up.execute(WAITING)]
        supervisor.send("worker", signal.SIGCONT)
        eventually(lambda: running.rows(HELD), within=SERVES_WITHIN)

        supervisor.kill("worker")

    assert len(held) == ASKED
    supervisor.send("worker-2", signal.SIGCONT)
    eventually(lambda: not running.undecided(), within=TAKEN_UP_WITHIN)
    assert running.rows("SELECT id FROM bookings WHERE status = 'REJECTED' AND id = ANY(%s)", held) == []


def _lives_anew(supervisor: Supervisor, name: str, first: int) -> bool:
    return supervisor.pid(name) != first and supervisor.alive(name)


def _is_booked(running: House) -> bool:
    """Whether somebody gets a free slot, decided and all."""
    try:
        connection = load.Connection(running.port)
    except OSError:
        return False
    try:
        return connection.send(running.wants(0, *running.free_slot(), "Prefer: wait=1")).status == 201
    except OSError:  # taken in by the process that was just dying
        return False
    finally:
        connection.close()
