"""Messages: owing them, and handing them over."""

from app.db import ledger
from app.db.session import transaction
from app.kernel.errors import PermanentError
from app.notifications import service
from app.ports import ports
from workers.actor import actor


@actor("notifications.tell")
def tell(task: ledger.Task, kind: str, **about: int | None) -> None:
    """Owe a kind of message to everybody it concerns. Twice is harmless: the dedupe key takes each once."""
    with transaction() as session:
        service.tell(session, kind, occasion=str(task.id), **about)
        ledger.finish(session, task)


@actor("notifications.send")
def send(task: ledger.Task, delivery_id: int) -> None:
    """Hand one message over. Twice is nearly harmless: the copy bears the same Message-ID."""
    with transaction() as session:
        letter = service.compose(session, delivery_id, now=ports().clock.now())
        if letter is None:
            ledger.finish(session, task)
            return

    try:
        receipt = ports().mail.send(letter)  # no transaction is open while we wait for the outside
    except PermanentError as error:
        with transaction() as session:
            service.mark_refused(session, delivery_id, str(error))
            ledger.finish(session, task)
        return

    with transaction() as session:
        service.mark_sent(session, delivery_id, receipt, now=ports().clock.now())
        ledger.finish(session, task)
