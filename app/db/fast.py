"""One statement straight on the driver, as a transaction of its own: what the hot paths pay for, and no more.

SQLAlchemy's way costs about twice as much for each statement; every booking pays it six times.
"""

from typing import Any, cast

import psycopg
from psycopg.rows import dict_row

from app.db.session import statements

Row = dict[str, Any]


def fetch(sql: str, values: dict[str, Any]) -> list[Row]:
    """Run one statement with `%(name)s` parameters and give its rows.

    Raises:
        psycopg.Error: as the driver has it; a lost connection leaves the pool first.
    """
    with statements() as connection:
        driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
        try:
            with driver.cursor(row_factory=dict_row) as cursor:
                return cursor.execute(sql, values).fetchall()
        except psycopg.OperationalError:
            if driver.closed:
                connection.invalidate()
            raise


def fetch_one(sql: str, values: dict[str, Any]) -> Row | None:
    """The only row, or None."""
    rows = fetch(sql, values)
    return rows[0] if rows else None
