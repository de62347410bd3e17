import argparse
from collections.abc import Callable, Iterator

import pytest

from app.db import trail
from app.db.session import transaction
from app.operations.audit import cli
from app.ports import Ports
from tests.fixtures.web import own_database

Command = Callable[..., int]


@pytest.fixture
def audit(installed: Ports, fresh_database_url: str) -> Iterator[Command]:
    """The command as a terminal gives it, on a database of its own; its exit code."""
    del installed
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())

    def run(*words: str) -> int:
        chosen = parser.parse_args(["audit", *words])
        code: int = chosen.handler(chosen)
        return code

    with own_database(fresh_database_url):
        yield run


def test_a_whole_trail_ends_with_0(audit: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with transaction() as session:
        trail.record(session, "account.changed", "user", 1)

    assert (audit("seal"), audit("verify")) == (0, 0)
    assert "The trail is whole." in capsys.readouterr().out


def test_what_is_wrong_is_told_and_ends_with_1(audit: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("verify", "--head", f"3:{'00' * 32}:signature") == 1
    assert "cut off" in capsys.readouterr().err


def test_a_head_that_is_none_is_refused(audit: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        audit("verify", "--head", "yesterday's")

    assert "SEQ:CHAIN:SIGNATURE" in capsys.readouterr().err
