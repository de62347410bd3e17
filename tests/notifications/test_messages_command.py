"""`messages unblock`: an operator lifts a block."""

import argparse
from uuid import uuid4

import pytest

from app.cli import SECTIONS
from app.db.session import reading, transaction
from app.notifications import cli, contacts, queries
from app.notifications.kinds import Channel
from app.notifications.service.blocking import block
from app.ports.receipts import Why

pytestmark = pytest.mark.usefixtures("process")


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())
    chosen = parser.parse_args(["messages", *words])
    code: int = chosen.handler(chosen)
    return code


def test_a_blocked_address_gets_messages_again(capsys: pytest.CaptureFixture[str]) -> None:
    address = f"{uuid4().hex}@example.com"
    with transaction() as session:
        block(session, contacts.hashed(Channel.EMAIL, address), Why.BOUNCED, "SMTP 550")

    code = run("unblock", "email", address.upper())

    assert (code, "from the next one on" in capsys.readouterr().out) == (0, True)
    with reading() as session:
        assert queries.block(session, contacts.known_as(Channel.EMAIL, address)) is None


def test_an_address_that_was_not_blocked_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("unblock", "phone", "+4915100000000") == 1
    assert "Nothing kept" in capsys.readouterr().err
    assert "app.notifications.cli" in SECTIONS
