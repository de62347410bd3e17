"""The matrix in two halves, side by side. At one's desk a fault of each; all with CHAOS_ROWS=all."""

import json
import os
import subprocess
import sys

import pytest

from bench.stack import ROOT
from tests.chaos.matrix.faults import MATRIX
from tests.chaos.matrix.specimens import PHASES

SEED = 7
OURS = ("kill -9", "frozen", "PostgreSQL")
THEIRS = ("Redis", "mail server", "clocks")
AT_THE_DESK = {OURS: ("kill -9 of the workers",), THEIRS: ("Redis emptied",)}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("half", [OURS, THEIRS], ids=["our processes", "everything else"])
def test_each_fault_is_survived_at_each_phase(half: tuple[str, ...]) -> None:
    rows = half if os.environ.get("CHAOS_ROWS") == "all" else AT_THE_DESK[half]
    command = [sys.executable, "-m", "tests.chaos.matrix", "--seed", str(SEED), "--only", *rows]

    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    struck = [row for row in MATRIX if any(text in row.name for text in rows)]
    assert figures["survived"] == len(struck) * len(PHASES)


def test_the_halves_are_the_whole() -> None:
    halves = [row for text in OURS + THEIRS for row in MATRIX if text in row.name]

    assert sorted(row.name for row in halves) == sorted(row.name for row in MATRIX)
