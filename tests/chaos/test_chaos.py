"""Two schedules that strike with every kind of fault. CHAOS_SECONDS shortens them at one's desk.

In both, the last worker is killed early enough to be back when the faults end: here other tests share the
cores, and starting a process takes its time. Any other seed is a fair one too, on a machine of its own.
"""

import json
import os
import subprocess
import sys

import pytest

from bench.stack import ROOT
from tests.chaos.plan import kinds, schedule

SECONDS = float(os.environ.get("CHAOS_SECONDS", "30"))
LOAD = ["--clients", "6", "--rate", "25"]  # other tests run beside these
ONE_SET, TWO_SETS = 14, 87  # even seeds run one set of workers
WORKERS = {ONE_SET: ["worker"], TWO_SETS: ["worker", "worker-2"]}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [ONE_SET, TWO_SETS])
def test_nothing_is_lost_and_nothing_happens_twice(seed: int) -> None:
    command = [sys.executable, "-m", "tests.chaos", "--seed", str(seed), "--seconds", str(SECONDS), *LOAD]

    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["bookings"] > 0
    assert (figures["lost"], figures["doubled"], figures["broken"]) == (0, 0, 0)


def test_the_schedules_of_this_run_strike_with_every_fault() -> None:
    struck = {fault.kind.name for seed in WORKERS for fault in schedule(seed, 30.0, WORKERS[seed])}

    assert struck == {kind.name for kind in kinds(["worker"])}


@pytest.mark.parametrize("seed", range(20))
def test_a_target_is_not_struck_while_it_lies(seed: int) -> None:
    faults = schedule(seed, 60.0, ["worker", "worker-2"])

    pairs = [(one, other) for one in faults for other in faults if one.at < other.at < one.until]

    assert [pair for pair in pairs if pair[0].kind.target == pair[1].kind.target] == []


def test_a_seed_always_gives_the_same_schedule() -> None:
    assert schedule(7, 60.0, ["worker"]) == schedule(7, 60.0, ["worker"])
    assert schedule(7, 60.0, ["worker"]) != schedule(8, 60.0, ["worker"])
