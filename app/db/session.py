"""Connections and the edge's transaction. Services receive a session and never commit."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, text
from sqlalchemy.orm import Session, sessionmaker

from app.ports import ports
from app.ports.tasks import Ring

RINGS = "rings"
TOPICS = "topics"
ACTOR = "actor_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOptions:
    """Sizes follow from the measured 4-8 active connections a core; nobody waits longer than `patience`."""

    size: int = 8
    patience: timedelta = timedelta(seconds=1)
    statement_timeout: timedelta = timedelta(seconds=10)
    lock_timeout: timedelta = timedelta(seconds=2)
    name: str = "bookmytime"


@dataclass(frozen=True, slots=True)
class Database:
    """An engine and its two ways in: transactions, and single statements that are their own transaction."""

    engine: Engine
    autocommit: Engine
    sessions: sessionmaker[Session]


def connect(url: str, options: PoolOptions | None = None) -> Database:
    """A pool for `url` (postgresql://…). No connection is made yet."""
    chosen = options or PoolOptions()
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=chosen.size,
        max_overflow=0,
        pool_timeout=chosen.patience.total_seconds(),
        pool_use_lifo=True,
        connect_args={
            "application_name": chosen.name,
            "connect_timeout": 3,
            "options": (
                f"-c statement_timeout={_millis(chosen.statement_timeout)}"
                f" -c lock_timeout={_millis(chosen.lock_timeout)}"
                " -c idle_in_transaction_session_timeout=15000 -c timezone=UTC -c jit=off"
            ),
        },
    )
    event.listen(engine, "checkout", _refuse_dead_connection)
    return Database(engine, engine.execution_options(isolation_level="AUTOCOMMIT"), sessionmaker(engine))


def _millis(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


def _refuse_dead_connection(connection: Any, record: object, proxy: object) -> None:
    """A silent idle socket is alive; one with something to read was closed by the server. No round trip."""
    del record, proxy
    readable = select.poll()
    try:
        readable.register(connection.fileno(), select.POLLIN)
    except Exception as error:  # the descriptor is gone: whatever psycopg raises, the connection is of no use
        raise exc.DisconnectionError from error
    if readable.poll(0):
        raise exc.DisconnectionError


_installed: list[Database] = []


def install(database: Database) -> None:
    _installed[:] = [database]


def database() -> Database:
    if not _installed:
        raise RuntimeError("no database installed: call app.bootstrap.start() first")
    return _installed[0]


@contextmanager
def transaction(*, actor_id: int | None = None) -> Iterator[Session]:
    """The edge's transaction: commits at the end, rolls back on any exception, then wakes the workers.

    `actor_id` is the user on whose behalf rows change (created_by, updated_by).
    """
    with database().sessions(info={ACTOR: actor_id, RINGS: [], TOPICS: []}) as session:
        with session.begin():
            yield session
        rings: list[Ring] = session.info[RINGS]
        topics: list[str] = session.info[TOPICS]
    if rings:
        ports().bell.ring(rings)
    for topic in topics:
        ports().outcomes.announce(topic)


def database_now(session: Session) -> datetime:
    """The database's clock: every deadline is told by it, on whatever machine a worker runs."""
    now: datetime = session.execute(text("SELECT now()")).scalar_one()
    return now


def announce(session: Session, topic: str) -> None:
    """Tell those who wait for `topic`, once this transaction is committed."""
    topics: list[str] = session.info.setdefault(TOPICS, [])
    if topic not in topics:
        topics.append(topic)


@contextmanager
def reading() -> Iterator[Session]:
    """A session for SELECTs alone: each statement is its own transaction, which saves two round trips."""
    with database().sessions(bind=database().autocommit) as session:
        yield session


@contextmanager
def statements() -> Iterator[Connection]:
    """A connection on which each statement is a transaction of its own: for the measured hot paths."""
    with database().autocommit.connect() as connection:
        yield connection
