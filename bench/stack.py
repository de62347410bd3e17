"""The real thing for a benchmark: durable PostgreSQL, Redis, and every process of the Procfile."""

import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app import bootstrap
from config.settings import Settings
from deploy.local import ports, postgres, procfile, redis
from deploy.local.postgres import PostgresServer
from deploy.local.processes import Sink, Supervisor
from deploy.local.redis import RedisServer

ROOT = Path(__file__).parents[1]
READY_WITHIN_S = 30
OK = 200


@dataclass(frozen=True, slots=True)
class Stack:
    """`database` and `store` can be killed, frozen and started again; the supervisor keeps the processes."""

    port: int
    settings: Settings
    supervisor: Supervisor
    database: PostgresServer
    store: RedisServer


@contextmanager
def running(more: Mapping[str, str] | None = None) -> Iterator[Stack]:
    """Everything started, migrated and ready; and this process bootstrapped on the same database."""
    with processes(more) as stack:
        bootstrap.start(stack.settings)
        yield stack


@contextmanager
def processes(
    more: Mapping[str, str] | None = None,
    *,
    persistence: bool = True,
    further: Mapping[str, str] | None = None,
    sink: Sink | None = None,
) -> Iterator[Stack]:
    """Everything started, migrated and ready. `further` are commands beside those of the Procfile."""
    with ExitStack() as stack:
        database = stack.enter_context(postgres.temporary(fsync=True))
        store = stack.enter_context(redis.temporary(persistence=persistence))
        settings = _settings(database.create_database("bench"), store.url)
        environment = procfile.environment(
            Path(sys.executable),
            **{
                "DATABASE_URL": settings.database_url,
                "REDIS_URL": settings.redis_url,
                "PORT": str(settings.port),
                "BOOKMYTIME_RATE_LIMITS": "false",
                "BOOKMYTIME_LOG_LEVEL": "WARNING",
                **(more or {}),
            },
        )
        commands = {**procfile.read(ROOT / "Procfile"), **(further or {})}
        supervisor = stack.enter_context(Supervisor(commands, env=environment, sink=sink or _note))
        if supervisor.run("release"):
            raise SystemExit("the database could not be migrated")
        for name in commands:
            if name != "release":
                supervisor.start(name)
        _wait(settings.port)
        yield Stack(settings.port, settings, supervisor, database, store)


def _settings(database_url: str, redis_url: str) -> Settings:
    given = {"database_url": database_url, "redis_url": redis_url, "port": ports.any_free()}
    return Settings.model_validate({**given, "rate_limits": False, "log_level": "WARNING"})


def _note(name: str, said: str) -> None:
    print(f"{name:<12} {said}", file=sys.stderr)


def _wait(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/readiness", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server was not ready in time")
