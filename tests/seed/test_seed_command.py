"""The command as `run` calls it: in a process that has imported nothing else."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_process_of_its_own_fills_an_empty_database(fresh_database_url: str, redis_url: str) -> None:
    command = [sys.executable, "-m", "app.cli", "seed", "--once"]
    environment = {**os.environ, "DATABASE_URL": fresh_database_url, "REDIS_URL": redis_url}

    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "12 providers" in done.stdout
