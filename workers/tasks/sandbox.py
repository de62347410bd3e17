"""The sandbox company's messenger. Its own work, though it runs on our workers."""

from app.adapters.payments.sandbox import messenger
from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from workers.actor import actor


@actor("payments.sandbox_notify")
def notify(task: Task, *, event_id: str) -> None:
    """Send one webhook. Twice is harmless, and true to life: the inbox knows the event."""
    messenger.carry(event_id)
    with transaction() as session:
        messenger.delivered(session, event_id)
        ledger.finish(session, task)
