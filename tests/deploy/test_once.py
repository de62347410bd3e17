import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.errors import LaunchError
from deploy.local.once import MARK, only_run


def test_a_second_run_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with only_run(tmp_path) as run:
        run.announce("http://127.0.0.1:8000")

        with (
            pytest.raises(LaunchError, match=r"already runs at http://127.0.0.1:8000 \(process \d+\)"),
            only_run(tmp_path),
        ):
            pass


def test_a_run_can_begin_after_the_last_one_ended(tmp_path: Path) -> None:
    with only_run(tmp_path) as first:
        pass

    with only_run(tmp_path) as second:
        assert second.mark != first.mark


def test_what_a_killed_run_left_behind_is_ended(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"pid": 1, "address": "", "mark": "killed-run"}))
    sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
    with subprocess.Popen(sleeper, env={**os.environ, MARK: "killed-run"}) as left_behind, only_run(tmp_path):
        assert left_behind.wait(5) != 0


def test_a_garbled_note_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{")

    with only_run(tmp_path) as run:
        assert run.mark
