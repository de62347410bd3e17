"""Transactions that lost against another one: tried again at the edge, a few times, a little later."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError

_LOST = {"40P01", "40001", "55P03"}  # deadlock, serialization failure, lock not available
_TRIES = 3
_SHORTEST, _LONGEST = 0.010, 0.050

Result = TypeVar("Result")


def lost_a_race(error: BaseException) -> bool:
    """Whether PostgreSQL rolled back for the sake of another transaction, so that a repeat may succeed."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, psycopg.Error) and cause.sqlstate in _LOST


def insistently(work: Callable[[], Result]) -> Result:
    """Call `work`, which opens its own transaction, at most three times while it loses races."""
    for _ in range(_TRIES - 1):
        try:
            return work()
        except (DBAPIError, psycopg.Error) as error:
            if not lost_a_race(error):
                raise
        time.sleep(random.uniform(_SHORTEST, _LONGEST))  # noqa: S311 - jitter, not a secret
    return work()
