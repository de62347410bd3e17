import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.db import ledger
from app.kernel.ids import uuid7
from app.operations import cli
from app.operations.readiness import WorkersLag, workers
from tests.support.ledger import claimed, let_pass, owe, stored

pytestmark = pytest.mark.usefixtures("bell")
Command = Callable[..., int]


@pytest.fixture
def tasks() -> Command:
    """The command as a terminal gives it; its exit code."""
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())

    def run(*words: object) -> int:
        chosen = parser.parse_args(["tasks", *map(str, words)])
        code: int = chosen.handler(chosen)
        return code

    return run


def dead() -> UUID:
    task = claimed(owe(booking_id=7))
    ledger.fail(task, ValueError("never"), permanent=True)
    return task.id


def test_it_lists_tasks_of_a_state(tasks: Command, capsys: pytest.CaptureFixture[str]) -> None:
    gone, waiting = dead(), owe(booking_id=8)

    assert tasks("list", "--state", "dead") == 0

    told = capsys.readouterr().out
    assert str(gone) in told
    assert str(waiting) not in told
    assert "1 tasks" in told


def test_it_shows_one_task(tasks: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert tasks("show", dead()) == 0
    assert "ValueError: never" in capsys.readouterr().out


def test_it_replays_one_task_and_all_of_a_filter(tasks: Command) -> None:
    one, another = dead(), dead()

    assert tasks("replay", one) == 0
    assert (stored(one).state, stored(another).state) == ("ready", "dead")
    assert tasks("replay", "--queue", "reservations") == 0
    assert stored(another).state == "ready"


def test_it_replays_everything_only_when_told_so(tasks: Command) -> None:
    gone = dead()

    assert tasks("replay") == 2
    assert stored(gone).state == "dead"
    assert tasks("replay", "--all") == 0
    assert stored(gone).state == "ready"


def test_it_discards_with_a_reason(tasks: Command) -> None:
    gone = dead()

    assert tasks("discard", gone, "--reason", "customer called") == 0
    assert stored(gone).last_error == "discarded: customer called"


@pytest.mark.parametrize("words", [("show",), ("replay",), ("discard", "--reason", "x")])
def test_an_unknown_task_is_an_error(
    tasks: Command, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert tasks(*words, uuid7()) == 1
    assert "nothing here" in capsys.readouterr().err


def test_the_top_ends_with_what_to_do(tasks: Command, capsys: pytest.CaptureFixture[str]) -> None:
    dead()

    assert tasks("top") == 0
    assert "tasks list --state dead" in capsys.readouterr().out


def test_workers_are_ready_while_nothing_waits_for_long() -> None:
    owe(run_at=datetime.now(UTC) + timedelta(days=1))
    assert workers() == {"due": 0, "oldestDueSeconds": 0.0}

    owe(booking_id=7)
    let_pass(61)

    with pytest.raises(WorkersLag):
        workers()
