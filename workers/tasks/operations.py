"""Housekeeping."""

import structlog

from app.db import ledger
from app.db.session import statements
from workers.actor import actor

log = structlog.get_logger(__name__)


@actor("operations.clean")
def clean(task: ledger.Task) -> None:
    """Drop rows past their keeping. Twice is harmless: the second time finds nothing."""
    log.info("old rows dropped", **ledger.clean())
    with statements() as connection:
        ledger.finish(connection, task)
