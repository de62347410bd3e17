"""A PostgreSQL server of our own, for `make run`, tests, benchmarks and the chaos run.

with postgres.running(folder) as server:        # data stays in the folder
    psycopg.connect(server.url)
with postgres.temporary(fsync=False) as server:  # data goes with the server
    server.kill(); server.start()
"""

import contextlib
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.local import binaries, leftovers, places, ports
from deploy.local.accounts import Account, account_for
from deploy.local.binaries import Binaries
from deploy.local.cluster import DURABLE, make_cluster, settings_for
from deploy.local.errors import LaunchError
from deploy.local.logfile import LogFile
from deploy.local.spawn import Process, end, spawn

START_WITHIN_S = 60.0
STATUS_LINE = 7
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT


@dataclass(slots=True)
class PostgresServer:
    """One server on one data folder; stop and start it as often as needed, its port stays."""

    binaries: Binaries
    data: Path
    port: int
    account: Account | None
    settings: Mapping[str, str]
    log: LogFile
    _process: Process | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return self.database_url("postgres")

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError("this PostgreSQL is not running")
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def database_url(self, name: str) -> str:
        return f"postgresql://postgres@{ports.HOST}:{self.port}/{name}"

    def start(self) -> None:
        """Start, and come back when it is ready. What a killed run left on this data is ended first."""
        leftovers.end_all(self._leftovers, politely=FAST, patience=10)
        if leftovers.VISIBLE:  # then nobody lives here now, whichever process has the noted number today
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        options = [f"--{name}={value}" for name, value in {**self.settings, "port": str(self.port)}.items()]
        with self.log.open() as output:
            self._process = spawn(
                [self.binaries.path / "postgres", "-D", self.data, *options],
                output=output,
                account=self.account,
                death=FAST,
            )
        self._wait_until_ready(self._process)

    def stop(self) -> None:
        self._end(FAST, patience=10)

    def kill(self) -> None:
        """Kill -9 of every process of this server."""
        leftovers.end_all(self._leftovers, politely=signal.SIGKILL, patience=5)
        self._end(signal.SIGKILL, patience=5)

    def restart_immediately(self) -> None:
        """As after a crash: no checkpoint, connections cut, recovery from the log on the way up."""
        self._end(IMMEDIATE, patience=5)
        self.start()

    def create_database(self, name: str, *, template: str | None = None) -> str:
        """Create it unless it is there; its address."""
        create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            create += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        with psycopg.connect(self.url, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(create)
        return self.database_url(name)

    def _leftovers(self) -> list[int]:
        return leftovers.living_in(self.data, "postgres")

    def _end(self, politely: signal.Signals, *, patience: float) -> None:
        if self._process is not None:
            end(self._process, politely=politely, patience=patience)
            self._process = None

    def _wait_until_ready(self, process: Process) -> None:
        deadline = time.monotonic() + START_WITHIN_S
        while not self._ready(process.pid):
            if process.poll() is not None:
                raise LaunchError(f"PostgreSQL did not start:\n{self.log.tail()}")
            if time.monotonic() > deadline:
                raise LaunchError(
                    f"PostgreSQL was not ready within {START_WITHIN_S:.0f} s:\n{self.log.tail()}"
                )
            time.sleep(0.01)

    def _ready(self, pid: int) -> bool:
        """The server writes its state into its pid file; pg_ctl reads it there too."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > STATUS_LINE and lines[0] == str(pid) and lines[STATUS_LINE].strip() == "ready"


@contextlib.contextmanager
def running(
    folder: Path, *, port: int | None = None, fsync: bool = True, settings: Mapping[str, str] | None = None
) -> Iterator[PostgresServer]:
    """Run a server on the data under `folder`, made when missing; each major version has data of its own."""
    found = binaries.postgres()
    account = account_for(places.remembered_place(folder) / str(found.major))
    place = places.place_for(account, folder)
    found = binaries.usable_by(account, found)
    data = place / str(found.major)
    make_cluster(found, data, account, fsync=fsync)
    server = PostgresServer(
        binaries=found,
        data=data,
        port=port or ports.any_free(),
        account=account,
        settings=settings_for(found, fsync=fsync, more=settings or {}),
        log=LogFile(place / "server.log"),
    )
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def temporary(*, fsync: bool = True, settings: Mapping[str, str] | None = None) -> Iterator[PostgresServer]:
    """Run a server whose data goes with it; only the making of that data need not reach the disk."""
    chosen = {**(DURABLE if fsync else {}), **(settings or {})}
    with (
        places.temporary_folder("postgres") as folder,
        running(folder, fsync=False, settings=chosen) as server,
    ):
        yield server
