"""Messages: owing them, and handing them over."""

from collections.abc import Sequence

from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from app.kernel.errors import TransientError
from app.notifications import service
from app.notifications.kinds import Role
from app.ports import ports
from workers.actor import actor

BATCH = 8  # messages that wait for the outside together
MANY = 50  # reminders: nothing is asked of the outside


@actor("notifications.tell")
def tell(task: Task, kind: str, **about: int | None) -> None:
    """Owe a kind of message to everybody it concerns. Twice is harmless: the dedupe key takes each once."""
    with transaction() as session:
        service.tell(session, kind, occasion=str(task.id), **about)
        ledger.finish(session, task)


def send_together(tasks: Sequence[Task]) -> None:
    """Several side by side, of each message one task. What the outside did to one is that one's alone."""
    rows = {task.args["delivery_id"]: task for task in tasks}
    with transaction() as session:
        parcels = service.compose_all(session, list(rows), now=ports().clock.now())

    ends = service.hand_over_all(parcels)  # no transaction is open while we wait for the outside

    outcomes = {number: end for number, end in ends.items() if isinstance(end, service.Outcome)}
    for number, end in ends.items():
        if isinstance(end, Exception):
            rows[number].spoil(end)
        elif end.again is not None:
            rows[number].spoil(TransientError(end.again))
    over = [task for task in rows.values() if not task.spoiled]
    with transaction() as session:
        service.settle_all(session, outcomes, now=ports().clock.now())
        ledger.finish_all(session, over)


@actor("notifications.send", batch=BATCH, together=send_together)
def send(task: Task, delivery_id: int) -> None:
    """Hand one message over. Twice is nearly harmless: the copy bears the same key."""
    with transaction() as session:
        parcel = service.compose(session, delivery_id, now=ports().clock.now())
        if parcel is None:
            ledger.finish(session, task)
            return

    outcome = service.hand_over(parcel)  # no transaction is open while we wait for the outside

    with transaction() as session:
        service.settle(session, delivery_id, outcome, now=ports().clock.now())
        if outcome.again is None:
            ledger.finish(session, task)
    if outcome.again is not None:
        raise TransientError(outcome.again)


@actor("notifications.apply_report")
def apply_report(task: Task, source: str, event_id: str, reason: str) -> None:
    """Note what a company told of a message. Twice is harmless: a message only moves forward."""
    with transaction() as session:
        service.apply_report(session, source, event_id, reason=reason, now=ports().clock.now())
        ledger.finish(session, task)


@actor("notifications.schedule_reminders")
def schedule_reminders(task: Task, booking_id: int, version: int) -> None:
    """Plan the reminders of a booking. Twice is harmless: the dedupe keys take each once."""
    with transaction() as session:
        service.plan_reminders(session, booking_id, version)
        ledger.finish(session, task)


def remind_together(tasks: Sequence[Task]) -> None:
    with transaction() as session:
        dues = [_due(**task.args) for task in tasks]
        service.remind_all(session, dues, now=ports().clock.now())
        ledger.finish_all(session, tasks)


def _due(
    booking_id: int, version: int, *, minutes: int, role: str, user_id: int | None = None
) -> service.Due:
    return service.Due(booking_id, version, minutes, Role(role), user_id)


@actor("notifications.remind", batch=MANY, together=remind_together)
def remind(
    task: Task, booking_id: int, version: int, *, minutes: int, role: str, user_id: int | None = None
) -> None:
    """Owe one reminder if it still helps. Twice is harmless: the dedupe key takes it once."""
    with transaction() as session:
        now = ports().clock.now()
        reader = (Role(role), user_id)
        service.remind(session, booking_id, version, minutes=minutes, reader=reader, now=now)
        ledger.finish(session, task)


@actor("notifications.tell_rejection")
def tell_rejection(task: Task, booking_id: int, look: int = 1) -> None:
    """Tell a client who was not waiting any more. Twice is harmless: the dedupe key takes it once."""
    with transaction() as session:
        now = ports().clock.now()
        service.tell_rejection(session, booking_id, occasion=str(task.id), look=look, now=now)
        ledger.finish(session, task)


@actor("notifications.plan_digests")
def plan_digests(task: Task) -> None:
    """Owe the digests of this hour. Twice is harmless: each provider's day has a dedupe key."""
    with transaction() as session:
        service.plan_digests(session, now=ports().clock.now())
        ledger.finish(session, task)


@actor("notifications.digest")
def digest(task: Task, provider_id: int, day: str) -> None:
    """Owe one provider the agenda of a day. Twice is harmless: the dedupe key takes it once."""
    with transaction() as session:
        service.digest(session, provider_id, day)
        ledger.finish(session, task)
