"""Housekeeping."""

import structlog

from app.db import ledger, trail
from app.db.session import statements, transaction
from workers.actor import actor

log = structlog.get_logger(__name__)


@actor("operations.clean")
def clean(task: ledger.Task) -> None:
    """Drop rows past their keeping. Twice is harmless: the second time finds nothing."""
    log.info("old rows dropped", **ledger.clean())
    with statements() as connection:
        ledger.finish(connection, task)


@actor("operations.seal_trail")
def seal_trail(task: ledger.Task) -> None:
    """Seal what was written to the trail. Twice is harmless: runs take turns, each row is sealed once."""
    with transaction() as session:
        trail.seal(session)
        ledger.finish(session, task)
