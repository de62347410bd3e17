"""Files of people's data, and the erasing of accounts."""

from uuid import UUID

from app.db import ledger
from app.db.ledger import Task
from app.db.session import database_now, transaction
from app.privacy import service
from workers.actor import actor


@actor("privacy.write_export")
def write_export(task: Task, export_id: str) -> None:
    """Write an export's file. Twice is harmless: the second finds it written."""
    with transaction() as session:
        service.write(session, UUID(export_id), now=database_now(session))
        ledger.finish(session, task)


@actor("privacy.drop_export")
def drop_export(task: Task, export_id: str) -> None:
    """Let a file go. Twice is harmless: the second finds it gone."""
    with transaction() as session:
        service.drop(session, UUID(export_id))
        ledger.finish(session, task)


@actor("privacy.look")
def look(task: Task) -> None:
    """Owe the erasing of accounts. Twice is harmless: each is owed once."""
    with transaction() as session:
        service.owe_erasures(session, now=database_now(session))
        ledger.finish(session, task)


@actor("privacy.erase")
def erase(task: Task, user_id: int) -> None:
    """Erase an account. Twice is harmless: the second finds it erased."""
    with transaction() as session:
        service.erase(session, user_id, now=database_now(session))
        ledger.finish(session, task)
