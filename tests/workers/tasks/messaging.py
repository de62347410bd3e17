"""Tasks of messages, and mail that is in a mood."""

from uuid import UUID

from sqlalchemy import select

from app.adapters.mail.memory import MemoryMail
from app.db import ledger
from app.db.ledger import Fate
from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.notifications.models import Delivery
from app.ports.mail import Letter, Receipt
from tests.factories.bookings_rows import Booked
from workers.actor import ACTORS
from workers.attempt import attempt


class MoodyMail(MemoryMail):
    """Raises what it is told to, once for each error, before it takes mail."""

    def __init__(self) -> None:
        super().__init__()
        self.moods: list[Exception] = []

    def send(self, letter: Letter) -> Receipt:
        receipt = super().send(letter)
        if self.moods:
            raise self.moods.pop()
        return receipt


def owe(**args: object) -> UUID:
    with transaction() as session:
        task_id = ledger.enqueue(session, "notifications.tell", **args)
    assert task_id is not None
    return task_id


def work(task_id: UUID) -> Fate | None:
    """One try at a task, as a worker makes it."""
    with transaction() as session:
        row = session.scalars(select(TaskRow).where(TaskRow.id == task_id)).one()
        row.run_at = row.created_at
        actor = ACTORS[row.actor]
    task = ledger.claim(actor.kind, task_id)
    assert task is not None
    return attempt(actor, task)


def sends(booked: Booked) -> list[tuple[UUID, Delivery]]:
    with reading() as session:
        deliveries = session.scalars(
            select(Delivery).where(Delivery.booking_id == booked.booking).order_by(Delivery.id)
        ).all()
        tasks = session.scalars(select(TaskRow).where(TaskRow.actor == "notifications.send")).all()
    task_of = {task.args["delivery_id"]: task.id for task in tasks}
    return [(task_of[delivery.id], delivery) for delivery in deliveries]


def state(task_id: UUID) -> str:
    with reading() as session:
        return session.scalars(select(TaskRow.state).where(TaskRow.id == task_id)).one()
