import shutil
from pathlib import Path

import pytest

from deploy.local.accounts import Account, can_enter
from deploy.local.places import place_for, remembered_place

STRANGER = Account("nobody", 65_534, 65_534)


@pytest.fixture
def closed_home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return home


def test_a_stranger_cannot_enter_a_closed_home(closed_home: Path) -> None:
    assert not can_enter(STRANGER, closed_home / "project" / ".data")


def test_the_owner_can_enter_a_closed_home(closed_home: Path) -> None:
    owner = closed_home.stat()
    closed_home.chmod(0o700)

    assert can_enter(Account("ada", owner.st_uid, owner.st_gid), closed_home)


def test_data_of_a_closed_home_lives_outside_and_is_found_again(closed_home: Path) -> None:
    folder = closed_home / ".data" / "postgres"

    place = place_for(STRANGER, folder)
    try:
        assert can_enter(STRANGER, place)
        assert place_for(STRANGER, folder) == remembered_place(folder) == place
    finally:
        shutil.rmtree(place)


def test_data_lives_where_it_was_asked_for_when_that_can_be_reached(tmp_path: Path) -> None:
    assert place_for(None, tmp_path / "postgres") == tmp_path / "postgres"


def test_a_place_that_is_gone_is_replaced(closed_home: Path) -> None:
    folder = closed_home / "postgres"
    first = place_for(STRANGER, folder)
    shutil.rmtree(first)

    second = place_for(STRANGER, folder)
    try:
        assert second.is_dir()
        assert second != first
    finally:
        shutil.rmtree(second)
