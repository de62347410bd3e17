import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.local import leftovers, places, postgres
from deploy.local.postgres import PostgresServer


@pytest.fixture
def folder() -> Iterator[Path]:
    with places.temporary_folder("test") as folder:
        yield folder


def remember(server: PostgresServer, word: str) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS remembered (word text)")
        connection.execute("INSERT INTO remembered VALUES (%s)", [word])


def remembered(server: PostgresServer) -> list[str]:
    with psycopg.connect(server.url) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM remembered")]


def test_what_was_committed_survives_kill_9_of_every_process(
    postgres_server: Callable[..., PostgresServer],
) -> None:
    server = postgres_server()
    remember(server, "kept")

    server.kill()
    server.start()

    assert remembered(server) == ["kept"]


def test_an_immediate_restart_cuts_connections_and_keeps_data(
    postgres_server: Callable[..., PostgresServer],
) -> None:
    server = postgres_server(fsync=False)
    remember(server, "kept")

    with psycopg.connect(server.url) as connection:
        server.restart_immediately()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")

    assert remembered(server) == ["kept"]


def test_data_stays_from_run_to_run(folder: Path) -> None:
    with postgres.running(folder, fsync=False) as server:
        remember(server, "kept")

    with postgres.running(folder, fsync=False) as server:
        assert remembered(server) == ["kept"]


def test_an_orphan_of_a_killed_run_is_ended_before_a_new_server_starts(folder: Path) -> None:
    with postgres.running(folder, fsync=False) as server:
        remember(server, "kept")
        orphan, server._process = server._process, None  # noqa: SLF001 - as if its starter had been killed
        assert orphan is not None

        server.start()

        assert orphan.wait(10) == 0
        assert remembered(server) == ["kept"]


def test_a_stale_pid_file_that_names_a_stranger_is_no_obstacle(folder: Path) -> None:
    with postgres.running(folder, fsync=False) as server:
        server.kill()
        note = server.data / "postmaster.pid"
        note.write_text(note.read_text().replace(note.read_text().split()[0], str(os.getppid()), 1))

        server.start()

        remember(server, "works")


def test_a_stopped_server_leaves_no_process(folder: Path) -> None:
    with postgres.running(folder, fsync=False) as server:
        assert leftovers.living_in(server.data, "postgres")

    assert leftovers.living_in(server.data, "postgres") == []


def test_a_half_made_data_folder_is_made_anew(folder: Path) -> None:
    with postgres.running(folder, fsync=False) as server:
        unfinished = server.data.with_name(f"{server.data.name}.unfinished")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("half")
    subprocess.run(["rm", "-rf", server.data], check=True)

    with postgres.running(folder, fsync=False) as server:
        remember(server, "works")


def test_a_server_for_money_writes_through_to_the_disk(
    postgres_server: Callable[..., PostgresServer],
) -> None:
    with psycopg.connect(postgres_server().url) as connection:
        asked = ["fsync", "synchronous_commit", "full_page_writes"]
        told = [connection.execute(f"SHOW {name}").fetchone() for name in asked]

    assert told == [("on",)] * 3


def test_a_server_listens_to_this_machine_only(postgres_server: Callable[..., PostgresServer]) -> None:
    with psycopg.connect(postgres_server(fsync=False).url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)


def test_each_worker_of_the_run_has_a_database_of_its_own(database_url: str, worker_number: int) -> None:
    assert database_url.endswith(f"_{worker_number}")
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
