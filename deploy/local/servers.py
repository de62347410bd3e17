"""The servers `make run` stands on: those named by their addresses, else our own, kept alive."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local import postgres, redis
from deploy.local.console import Console
from deploy.local.ports import Ports
from deploy.local.postgres import PostgresServer
from deploy.local.redis import RedisServer

DATABASE = "bookmytime"


@dataclass(slots=True)
class Servers:
    addresses: dict[str, str] = field(default_factory=dict)
    own: dict[str, PostgresServer | RedisServer] = field(default_factory=dict)

    def mend(self, console: Console) -> None:
        """Start again what died; what a dead one left running is ended first."""
        for name, server in self.own.items():
            if not server.alive:
                console.say(f"{name} ended; it is started again")
                server.start()


@contextlib.contextmanager
def running(data: Path, console: Console) -> Iterator[Servers]:
    ports, servers = Ports(data / "ports.json"), Servers()
    with contextlib.ExitStack() as stack:
        if given := os.environ.get("DATABASE_URL"):
            servers.addresses["DATABASE_URL"] = given
        else:
            database = stack.enter_context(postgres.running(data / "postgres", port=ports.choose("postgres")))
            console.say(f"PostgreSQL {database.binaries}, port {database.port}, data in {database.data}")
            servers.own["PostgreSQL"] = database
            servers.addresses["DATABASE_URL"] = database.create_database(DATABASE)

        if given := os.environ.get("REDIS_URL"):
            servers.addresses["REDIS_URL"] = given
        else:
            broker = stack.enter_context(redis.running(data / "redis", port=ports.choose("redis")))
            console.say(f"Redis {broker.binaries}, port {broker.port}, data in {broker.folder}")
            servers.own["Redis"] = broker
            servers.addresses["REDIS_URL"] = broker.url
        yield servers
