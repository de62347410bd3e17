"""The real thing for a benchmark: durable PostgreSQL, Redis, and every process of the Procfile."""

import os
import subprocess
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
from deploy.local.processes import Supervisor

ROOT = Path(__file__).parents[1]
READY_WITHIN_S = 30


@dataclass(frozen=True, slots=True)
class Stack:
    port: int
    settings: Settings
    supervisor: Supervisor


@contextmanager
def running(more: Mapping[str, str] | None = None) -> Iterator[Stack]:
    """Everything started, migrated and ready; and this process bootstrapped on the same database."""
    with ExitStack() as stack:
        database = stack.enter_context(postgres.temporary(fsync=True))
        store = stack.enter_context(redis.temporary(persistence=True))
        port = ports.any_free()
        environment = procfile.environment(
            Path(sys.executable),
            **{
                "DATABASE_URL": database.create_database("bench"),
                "REDIS_URL": store.url,
                "PORT": str(port),
                "BOOKMYTIME_RATE_LIMITS": "false",
                "BOOKMYTIME_LOG_LEVEL": "WARNING",
                **(more or {}),
            },
        )
        subprocess.run(
            [sys.executable, "-m", "app.cli", "db", "upgrade"], check=True, env=environment, cwd=ROOT
        )
        supervisor = stack.enter_context(
            Supervisor(
                procfile.read(ROOT / "Procfile"),
                env=environment,
                sink=_note,
            )
        )
        for name in ("web", "worker", "worker-slow", "scheduler"):
            supervisor.start(name)
        os.environ.update(environment)
        settings = bootstrap.start(Settings.model_validate({}))
        _wait(port)
        yield Stack(port, settings, supervisor)


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
