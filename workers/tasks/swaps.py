"""Proposals that nobody answered."""

from app.db import ledger
from app.db.ledger import Task
from app.db.session import database_now, transaction
from app.swaps.service.answering import lapse as let_lapse
from app.swaps.service.looking import look as look_around
from workers.actor import actor


@actor("swaps.lapse")
def lapse(task: Task, swap_id: int) -> None:
    """End a proposal that nobody answered. Twice is harmless: the second finds it ended."""
    with transaction() as session:
        let_lapse(session, swap_id, now=database_now(session))
        ledger.finish(session, task)


@actor("swaps.look")
def look(task: Task) -> None:
    """Owe again what proposals wait for in vain. Twice is harmless: each is owed once an hour."""
    with transaction() as session:
        look_around(session, now=database_now(session))
        ledger.finish(session, task)
