"""Statements that are planned anew for their very values.

The driver prepares what it has seen a few times, and PostgreSQL then keeps a plan that fits any value. No
such plan is good for a search: a rare word wants another one than a frequent one, and functions of unknown
words are called for every row. So the driver puts the values in, quoted, and the server plans what it sees.
"""

from typing import Any, cast

import psycopg
from psycopg.rows import dict_row

from app.db.session import statements


def fetch_planned(sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """Run one SELECT with `%(name)s` parameters and give its rows."""
    with statements() as connection:
        driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
        with psycopg.ClientCursor(driver, row_factory=dict_row) as cursor:
            return cursor.execute(sql, values).fetchall()
