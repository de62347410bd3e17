"""Connections to PostgreSQL: an engine for transactions, and a lean pool for single statements."""

import select
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson
import psycopg
from psycopg.types.json import set_json_loads
from sqlalchemy import Engine, QueuePool, create_engine, event, exc
from sqlalchemy.orm import Session, sessionmaker

set_json_loads(orjson.loads)


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
    """The ways in: transactions, statements that are their own transaction, and those without SQLAlchemy."""

    engine: Engine
    autocommit: Engine
    sessions: sessionmaker[Session]
    direct: QueuePool

    def dispose(self) -> None:
        """Close every idle connection."""
        self.engine.dispose()
        self.direct.dispose()


def connect(url: str, options: PoolOptions | None = None) -> Database:
    """Pools for `url` (postgresql://…). No connection is made yet."""
    chosen = options or PoolOptions()
    arguments = _arguments(chosen)
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=chosen.size,
        max_overflow=0,
        pool_timeout=chosen.patience.total_seconds(),
        pool_use_lifo=True,
        connect_args=dict(arguments),
    )
    event.listen(engine, "checkout", _refuse_dead_connection)
    # Plans are kept for the life of a connection: one made while a table was empty would walk it for good.
    lean = {**arguments, "options": f"{arguments['options']} -c enable_seqscan=off"}
    direct = QueuePool(
        lambda: psycopg.connect(url, autocommit=True, **lean),  # type: ignore[arg-type]
        pool_size=chosen.size,
        max_overflow=0,
        timeout=chosen.patience.total_seconds(),
        use_lifo=True,
        reset_on_return=None,
    )
    event.listen(direct, "checkout", _refuse_dead_connection)
    autocommit = engine.execution_options(isolation_level="AUTOCOMMIT")
    return Database(engine, autocommit, sessionmaker(engine), direct)


def _arguments(chosen: PoolOptions) -> Mapping[str, Any]:
    return {
        "application_name": chosen.name,
        "connect_timeout": 3,
        "options": (
            f"-c statement_timeout={_millis(chosen.statement_timeout)}"
            f" -c lock_timeout={_millis(chosen.lock_timeout)}"
            " -c idle_in_transaction_session_timeout=15000 -c timezone=UTC -c jit=off"
        ),
    }


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
