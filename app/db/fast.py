"""One statement straight on the driver, as a transaction of its own: what the hot paths pay for, and no more.

SQLAlchemy's way costs about twice as much for each statement, and every booking pays for six.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from psycopg.rows import dict_row
from sqlalchemy.orm import Session

from app.db.session import database

Row = dict[str, Any]
Run = Callable[[str, dict[str, Any]], Row | None]


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


def within(session: Session) -> Run:
    """Statements with `%(name)s` parameters inside of a session's transaction, each giving its first row."""
    connection = cast("psycopg.Connection[Any]", session.connection().connection.driver_connection)

    def run(sql: str, values: dict[str, Any]) -> Row | None:
        with connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(sql, values).fetchone()

    return run


@contextmanager
def atomically() -> Iterator[Run]:
    """Several statements as one transaction, each giving its first row; an exception undoes them all."""
    with (
        driver() as connection,
        connection.transaction(),
        connection.cursor(row_factory=dict_row) as cursor,
    ):
        yield lambda sql, values: cursor.execute(sql, values).fetchone()
