"""Connections and the edge's transaction. Services receive a session and never commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.db.pools import Database, PoolOptions, connect
from app.ports import ports
from app.ports.tasks import Ring

__all__ = ["Database", "PoolOptions", "connect"]

RINGS = "rings"
TOPICS = "topics"
ACTOR = "actor_id"


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
    if topics:
        ports().outcomes.announce(*topics)


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
