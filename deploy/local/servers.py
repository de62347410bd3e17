"""The servers `make run` stands on: those named by their addresses, else our own, kept alive."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local import opensearch, postgres, redis
from deploy.local.console import Console
from deploy.local.opensearch import OpenSearchServer
from deploy.local.ports import Ports
from deploy.local.postgres import PostgresServer
from deploy.local.redis import RedisServer

DATABASE = "bookmytime"


@dataclass(slots=True)
class Servers:
    addresses: dict[str, str] = field(default_factory=dict)
    own: dict[str, PostgresServer | RedisServer | OpenSearchServer] = field(default_factory=dict)

    def mend(self, console: Console) -> None:
        """Start again what died; what a dead one left running is ended first."""
        for name, server in self.own.items():
            if not server.alive:
                console.say(f"{name} ended; it is started again")
                server.start()


@contextlib.contextmanager
def running(data: Path, console: Console, *, search: str = "postgres") -> Iterator[Servers]:
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

        if given := os.environ.get("OPENSEARCH_URL"):
            servers.addresses["OPENSEARCH_URL"] = given
        elif search == "opensearch":
            console.say("OpenSearch is fetched where it is not there yet, which takes a minute")
            index = stack.enter_context(
                opensearch.running(data / "opensearch", port=ports.choose("opensearch"))
            )
            console.say(f"OpenSearch {index.binaries}, port {index.port}, data in {index.folder}")
            servers.own["OpenSearch"] = index
            servers.addresses["OPENSEARCH_URL"] = index.url
        yield servers
