import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.local import places, ports, servers
from deploy.local.console import Console
from tests.patience import eventually

CONSOLE = Console([], colour=False)


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    away_from_each_other = {name: ports.any_free() for name in ports.FIRST}
    monkeypatch.setattr(ports, "FIRST", away_from_each_other)
    with places.temporary_folder("run") as folder:
        yield folder


def test_servers_named_by_their_addresses_are_used_as_they_are(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")

    with servers.running(data, CONSOLE) as backing:
        assert backing.addresses == {
            "DATABASE_URL": "postgresql://elsewhere/db",
            "REDIS_URL": "redis://elsewhere/0",
        }
        assert backing.own == {}


def test_servers_that_die_are_back_at_the_same_address(data: Path) -> None:
    with servers.running(data, CONSOLE) as backing:
        for server in backing.own.values():
            os.kill(server.pid, signal.SIGKILL)
            eventually(lambda server=server: not server.alive)

        backing.mend(CONSOLE)

        with psycopg.connect(backing.addresses["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("bookmytime",)
        assert all(server.alive for server in backing.own.values())


def test_addresses_stay_the_same_from_run_to_run(data: Path) -> None:
    with servers.running(data, CONSOLE) as first:
        pass

    with servers.running(data, CONSOLE) as second:
        assert second.addresses == first.addresses
