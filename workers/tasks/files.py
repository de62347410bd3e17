"""Dropping files that nobody needs."""

from uuid import UUID

from app.bookings.files import keeping
from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from app.ports import ports
from workers.actor import actor


@actor("bookings.drop_file")
def drop_file(task: Task, file_id: str) -> None:
    """Drop a file that no booking took, or whose owner was erased. Twice is harmless: it is gone already."""
    with transaction() as session:
        gone = keeping.forget(session, UUID(file_id))
    if gone:
        ports().files.delete(UUID(file_id))
    with transaction() as session:
        ledger.finish(session, task)
