import socket
from pathlib import Path

import pytest

from deploy.local.ports import HOST, Ports, any_free, is_free


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ports.json"


def test_a_port_stays_the_same_while_it_is_free(file: Path) -> None:
    assert Ports(file).choose("redis") == Ports(file).choose("redis")


def test_another_port_is_chosen_when_the_old_one_is_taken(file: Path) -> None:
    file.write_text(f'{{"web": {any_free()}}}')
    chosen = Ports(file).choose("web")

    with socket.create_server((HOST, chosen)):
        assert not is_free(chosen)
        assert Ports(file).choose("web") != chosen


def test_an_unreadable_note_is_no_obstacle(file: Path) -> None:
    file.write_text("not json")

    assert Ports(file).choose("postgres") > 0
