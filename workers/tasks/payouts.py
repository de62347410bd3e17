"""Payouts' talk with the company."""

from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from app.payouts import service
from workers.actor import actor


@actor("payouts.check")
def check(task: Task, *, reference: str) -> None:
    """Ask how an account stands. Twice is harmless: only what is news is written."""
    payee = service.company().fetch(reference)
    with transaction() as session:
        service.record(session, payee)
        ledger.finish(session, task)
