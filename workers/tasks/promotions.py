"""What time does to packages that nobody paid."""

from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from app.promotions.service.purchases import close_unpaid as close
from workers.actor import actor


@actor("promotions.close_unpaid")
def close_unpaid(task: Task, purchase_id: int) -> None:
    """Let go of a purchase that was not paid in time. Twice is harmless: the second finds it closed."""
    with transaction() as session:
        close(session, purchase_id)
        ledger.finish(session, task)
