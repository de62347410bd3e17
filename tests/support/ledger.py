"""A ledger of its own for a test: an empty table, ports in memory, and a clock that can be pushed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Row, text

from app import ports
from app.adapters.cache.memory import MemoryCache
from app.adapters.clock.system import SystemClock
from app.adapters.counters.memory import MemoryCounters
from app.adapters.events.database import DatabaseEvents
from app.adapters.files.memory import MemoryFiles
from app.adapters.http.memory import MemoryWeb
from app.adapters.limits.off import Unlimited
from app.adapters.mail.memory import MemoryMail
from app.adapters.outcomes.memory import MemoryOutcomes
from app.adapters.push.memory import MemoryPush
from app.adapters.search.postgres import PostgresSearch
from app.adapters.sms.memory import MemorySms
from app.adapters.tasks.memory import MemoryBell
from app.db import ledger, session
from app.db.ledger import Task
from app.kernel.tasks import CATALOGUE
from app.ports import Ports
from app.ports.site import Site

TIMES = ("run_at", "rung_at", "lease_until", "done_at")
RESERVE = CATALOGUE["bookings.reserve"]


@pytest.fixture(scope="session")
def ledger_pool(database_url: str) -> Iterator[session.Database]:
    made = session.connect(database_url, session.PoolOptions(size=10))
    yield made
    made.dispose()


@pytest.fixture
def bell(ledger_pool: session.Database) -> Iterator[MemoryBell]:
    """Real commits in an empty ledger; the bell tells what was rung."""
    session.install(ledger_pool)
    run("TRUNCATE tasks, inbox")
    memory = MemoryBell()
    old = ports.install(in_memory(memory))
    yield memory
    if old is not None:
        ports.install(old)


def in_memory(bell: MemoryBell) -> Ports:
    site = Site(
        name="Test",
        public_url="http://test.invalid",
        production=False,
        secret=b"test",
        mail_from="test@example.com",
        hold=timedelta(minutes=10),
        wait=timedelta(seconds=2),
        wait_slots=4,
    )
    return Ports(
        site=site,
        clock=SystemClock(),
        bell=bell,
        outcomes=MemoryOutcomes(),
        limiter=Unlimited(),
        mail=MemoryMail(),
        payments=None,  # type: ignore[arg-type]
        search=PostgresSearch(),
        cache=MemoryCache(),
        web=MemoryWeb(),
        sms=MemorySms(),
        push=MemoryPush(),
        events=DatabaseEvents(),
        counters=MemoryCounters(),
        files=MemoryFiles(),
    )


def use_bell(bell: Any) -> None:
    ports.install(replace(ports.ports(), bell=bell))


def owe(name: str = RESERVE.name, **arguments: Any) -> UUID:
    """One task, committed; the installed bell is rung for it."""
    with session.transaction() as work:
        task_id = ledger.enqueue(work, name, **arguments)
    assert task_id is not None
    return task_id


def claimed(task_id: UUID) -> Task:
    task = ledger.claim(CATALOGUE[stored(task_id).actor], task_id)
    assert task is not None
    return task


def finish(task: Task) -> None:
    with session.transaction() as work:
        ledger.finish(work, task)


def stored(task_id: UUID) -> Row[Any]:
    return run("SELECT * FROM tasks WHERE id = :id", id=task_id)[0]


def let_pass(seconds: float) -> None:
    """All that the ledger has noted of times lies `seconds` further back."""
    moved = ", ".join(f"{column} = {column} - make_interval(secs => :s)" for column in TIMES)
    run(f"UPDATE tasks SET {moved}", s=seconds)  # noqa: S608 - column names of ours


def run(sql: str, **values: Any) -> list[Row[Any]]:
    with session.statements() as connection:
        result = connection.execute(text(sql), values)
        return list(result.all()) if result.returns_rows else []
