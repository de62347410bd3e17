"""Statements straight on the driver, each a transaction of its own or together: what the hot paths pay for.

SQLAlchemy's way costs about twice as much for each statement, and every booking pays for six.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import psycopg
from psycopg.rows import dict_row
from sqlalchemy.orm import Session

from app.db.session import database

Row = dict[str, Any]
Run = Callable[[str, dict[str, Any]], Row | None]


@dataclass(frozen=True, slots=True)
class OpenTransaction:
    """Runs statements with `%(name)s` parameters in one transaction, each giving its first row."""

    connection: psycopg.Connection[Any]

    def __call__(self, sql: str, values: dict[str, Any]) -> Row | None:
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(sql, values).fetchone()

    @contextmanager
    def or_nothing(self) -> Iterator[type[psycopg.Rollback]]:
        """What runs within is undone, and no more than that, where the block raises what it is given."""
        with self.connection.transaction():
            yield psycopg.Rollback


@contextmanager
def driver() -> Iterator[psycopg.Connection[Any]]:
    """A connection in autocommit mode. One that broke leaves the pool, with all that are as old."""
    pooled = database().direct.connect()
    try:
        connection = cast("psycopg.Connection[Any]", pooled.driver_connection)
        yield connection
    except psycopg.OperationalError as error:
        if connection.closed:
            pooled.invalidate(error)
        raise
    finally:
        pooled.close()


def fetch(sql: str, values: dict[str, Any]) -> list[Row]:
    """Run one statement with `%(name)s` parameters and give its rows.

    Raises:
        psycopg.Error: as the driver has it.
        sqlalchemy.exc.TimeoutError: no connection became free in time.
    """
    with driver() as connection, connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(sql, values).fetchall()


def fetch_one(sql: str, values: dict[str, Any]) -> Row | None:
    """The only row, or None."""
    rows = fetch(sql, values)
    return rows[0] if rows else None


@contextmanager
def atomically() -> Iterator[OpenTransaction]:
    """Several statements as one transaction; an exception undoes them all."""
    with driver() as connection, connection.transaction():
        yield OpenTransaction(connection)


def within(session: Session) -> OpenTransaction:
    """The same in a session's own transaction, once what the session held back is written."""
    session.flush()
    connection = session.connection().connection.driver_connection
    return OpenTransaction(cast("psycopg.Connection[Any]", connection))
