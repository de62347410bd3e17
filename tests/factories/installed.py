"""A process put together for one test: a database, and ports in memory unless the test brings its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

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
from app.db import audit, session
from app.ports import Ports, install
from app.ports.site import Site

__all__ = ["SITE", "audit", "installed"]

SITE = Site(
    name="BookMyTime",
    public_url="https://book.example",
    production=False,
    secret=b"a secret for tests alone, long enough",
    mail_from="BookMyTime <bookings@book.example>",
    hold=timedelta(minutes=10),
    wait=timedelta(seconds=2),
    wait_slots=4,
)


@contextmanager
def installed(database_url: str, *, connections: int = 4, **chosen: Any) -> Iterator[Ports]:
    """Install, and put back what stood there before."""
    parts: dict[str, Any] = {
        "site": SITE,
        "clock": SystemClock(),
        "bell": MemoryBell(),
        "outcomes": MemoryOutcomes(),
        "limiter": Unlimited(),
        "mail": MemoryMail(),
        "payments": None,
        "search": PostgresSearch(),
        "cache": MemoryCache(),
        "web": MemoryWeb(),
        "sms": MemorySms(),
        "push": MemoryPush(),
        "events": DatabaseEvents(),
        "counters": MemoryCounters(),
        "files": MemoryFiles(),
    }
    ports = Ports(**(parts | chosen))
    database = session.connect(database_url, session.PoolOptions(size=connections))
    old_database, old_ports = installed_database(), install(ports)
    session.install(database)
    try:
        yield ports
    finally:
        if old_ports is not None:
            install(old_ports)
        if old_database is not None:
            session.install(old_database)
        database.dispose()


def installed_database() -> session.Database | None:
    try:
        return session.database()
    except RuntimeError:
        return None
