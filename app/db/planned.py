"""Statements that are planned anew for their very values.

The driver prepares what it has seen a few times, and PostgreSQL then keeps a plan that fits any value. No
such plan is good for a search: a rare word wants another one than a frequent one, and functions of unknown
words are called for every row. So the driver puts the values in, quoted, and the server plans what it sees.
"""

from typing import Any, cast

import psycopg
from psycopg.rows import dict_row

from app.db.fast import Row, driver
from app.db.session import statements


def fetch_planned(sql: str, values: dict[str, Any]) -> list[Row]:
    """Run one SELECT with `%(name)s` parameters and give its rows."""
    with statements() as connection:
        return _fetched(cast("psycopg.Connection[Any]", connection.connection.driver_connection), sql, values)


def fetch_by_index(sql: str, values: dict[str, Any]) -> list[Row]:
    """The same for what an index knows: the planner may not go through whole tables.

    It would: it takes the beginning of a word for a thing that every fifth text has.
    """
    with driver() as connection:
        return _fetched(connection, sql, values)


def _fetched(connection: psycopg.Connection[Any], sql: str, values: dict[str, Any]) -> list[Row]:
    with psycopg.ClientCursor(connection, row_factory=dict_row) as cursor:
        return cursor.execute(sql, values).fetchall()
